import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { findReplay, type ReplayReach, type ReplayRow } from './replay-store.ts'

/** The replay of this public id, if the actor may see it; else `not_found`. */
export async function requireReplay(reach: ReplayReach, id: string): Promise<ReplayRow> {
  const uuid = uuidOf('replay', id)
  const row = uuid === null ? null : await findReplay(reach, uuid)
  if (!row) throw notFound('replay', id)
  return row
}
