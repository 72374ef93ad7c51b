import type { listenOperations } from '../contract/listen.ts'
import type { InputOf } from '../contract/operation.ts'
import type { Actor } from '../platform/actor.ts'
import { answerWaitingRequest } from './listen-request-store.ts'
import { requireListenSession } from './require-listen-session.ts'

/** The attempt that waits gets this answer. */
export async function answerListenRequest(
  actor: Actor,
  input: InputOf<typeof listenOperations.answerListenRequest>,
): Promise<void> {
  const session = await requireListenSession(actor, input.id)
  await answerWaitingRequest(session.tenantId, session.id, input.request, {
    status: input.status,
    headers: input.headers,
    body: Buffer.from(input.body, 'base64'),
  })
}
