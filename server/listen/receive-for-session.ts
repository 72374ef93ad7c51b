import { PostriderError } from '../contract/errors.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { verifySignature } from '../signing/verify-signature.ts'
import { findLiveSecrets } from '../subscriptions/subscription-secret-store.ts'
import { heldMs } from './listen-limits.ts'
import { deleteListenRequest, findAnswer, insertListenRequest, type ListenAnswer } from './listen-request-store.ts'
import { findListenTarget } from './listen-session-store.ts'
import { ListenWatch } from './listen-signals.ts'

/**
 * Holds a request of our own worker until the machine of the session has answered it; null: nobody answered in time.
 * Only what is signed with the session's secret gets through: what others send must not reach a developer's machine, nor
 * its answers a browser that is signed in here. Throws `not_found` and `forbidden`.
 */
export async function receiveForSession(
  token: string,
  request: { headers: [string, string][]; body: Uint8Array },
): Promise<ListenAnswer | null> {
  const session = await findListenTarget(token)
  if (!session) throw new PostriderError('not_found', 'There is no such listening session: it has ended.')
  const live = await findLiveSecrets(database().prisma, session.tenantId, session.subscriptionId)
  const verdict = verifySignature({
    headers: Object.fromEntries(request.headers),
    body: request.body,
    secrets: live.map(({ secret }) => secret),
    now: Math.floor(clock.now() / 1_000),
  })
  if (!verdict.ok) throw new PostriderError('forbidden', `Only deliveries are passed on. ${verdict.message}`)
  const id = newUuid()
  using watch = new ListenWatch(id)
  await insertListenRequest(session.id, { id, ...request })
  try {
    const endsAt = performance.now() + heldMs
    for (;;) {
      const answer = await findAnswer(session.id, id)
      const leftMs = endsAt - performance.now()
      if (answer || leftMs <= 0) return answer
      await watch.next(leftMs)
    }
  } finally {
    await deleteListenRequest(session.id, id)
  }
}
