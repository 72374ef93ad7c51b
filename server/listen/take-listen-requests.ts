import type { ListenRequests, listenOperations } from '../contract/listen.ts'
import type { InputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { heldMs } from './listen-limits.ts'
import { listWaitingRequests } from './listen-request-store.ts'
import { ListenWatch } from './listen-signals.ts'
import { requireListenSession } from './require-listen-session.ts'

/** What waits for an answer; with nothing there it waits for the next, up to `wait_seconds`, whichever process gets it. */
export async function takeListenRequests(
  actor: Actor,
  input: InputOf<typeof listenOperations.takeListenRequests>,
): Promise<ListenRequests> {
  const { id, tenantId } = await requireListenSession(actor, input.id)
  using watch = new ListenWatch(id)
  const endsAt = performance.now() + input.wait_seconds * 1_000
  for (;;) {
    // Every time: somebody may end the session meanwhile.
    const { status, statusReason, circuit } = await requireListenSession(actor, input.id)
    const rows = await listWaitingRequests(tenantId, id, { except: input.except, heldMs })
    const leftMs = endsAt - performance.now()
    if (rows.length > 0 || leftMs <= 0) {
      const requests = rows.map((row) => ({ ...row, body: Buffer.from(row.body).toString('base64') }))
      return { status, status_reason: statusReason, circuit, requests }
    }
    await watch.next(leftMs)
  }
}
