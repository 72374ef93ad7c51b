import type { Actor } from '../platform/actor.ts'
import { endListenSession } from './end-listen-session.ts'
import { requireListenSession } from './require-listen-session.ts'

/** Nothing is matched any more; what waits is cancelled. */
export async function deleteListenSession(actor: Actor, input: { id: string }): Promise<void> {
  await endListenSession(actor, await requireListenSession(actor, input.id))
}
