import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { findInbox, type InboxReach, type InboxRow } from './inbox-store.ts'

/** The inbox of this public id, if the actor may see it and it is not over; else `not_found`. */
export async function requireInbox(reach: InboxReach, id: string): Promise<InboxRow> {
  const uuid = uuidOf('inbox', id)
  const row = uuid === null ? null : await findInbox(reach, uuid)
  if (!row) throw notFound('inbox', id)
  return row
}
