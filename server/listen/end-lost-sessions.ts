import { systemActor } from '../platform/actor.ts'
import { logger } from '../platform/logger.ts'
import { endListenSession } from './end-listen-session.ts'
import { attemptMs, idleSeconds } from './listen-limits.ts'
import { deleteLeftRequests } from './listen-request-store.ts'
import { listLostSessions } from './listen-session-store.ts'

/** Ends the sessions of machines that went without saying so. Safe to run anywhere at any time. */
export async function endLostSessions(): Promise<void> {
  for (const session of await listLostSessions(idleSeconds)) {
    await endListenSession(systemActor, session).catch((error: Error) =>
      logger.warn({ error: error.message, subscription: session.subscriptionId }, 'a lost session could not be ended'),
    )
  }
  await deleteLeftRequests(2 * attemptMs)
}
