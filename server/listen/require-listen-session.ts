import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { type ListenReach, type ListenSessionRow, seeListenSession } from './listen-session-store.ts'

/** The session of this public id, if the actor may see it and it is not over; else `not_found`. Keeps it alive. */
export async function requireListenSession(reach: ListenReach, id: string): Promise<ListenSessionRow> {
  const uuid = uuidOf('listenSession', id)
  const row = uuid === null ? null : await seeListenSession(reach, uuid)
  if (!row) throw notFound('listening session', id)
  return row
}
