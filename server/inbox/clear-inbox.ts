import type { Actor } from '../platform/actor.ts'
import { deleteRequests } from './inbox-request-store.ts'
import { requireInbox } from './require-inbox.ts'

/** Deletes what arrived so far. */
export async function clearInbox(actor: Actor, input: { id: string }): Promise<void> {
  const row = await requireInbox(actor, input.id)
  await deleteRequests(row.tenantId, row.id)
}
