import type { Inbox } from '../contract/inbox.ts'
import type { Actor } from '../platform/actor.ts'
import { inboxView } from './inbox-view.ts'
import { requireInbox } from './require-inbox.ts'

export async function getInbox(actor: Actor, input: { id: string }): Promise<Inbox> {
  return inboxView(await requireInbox(actor, input.id))
}
