import type { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'

/** The graphile-worker task that works on a replay. Its payload is `{ replayId: uuid }`. */
export const replayTask = 'run_replay'

/** A replay nobody has looked at for so long has no job: the one that worked on it was lost. */
const forgottenAfterSeconds = 10

/** The same for a replay that somebody looks at: longer than a worker pauses between two looks. */
const unwatchedAfterSeconds = 3

/** One job a replay: a second one replaces it, or follows it where it runs already. What fails is our fault and rung again. */
const ringSql = `
  graphile_worker.add_job('${replayTask}', json_build_object('replayId', r.id), max_attempts := 3, job_key := 'replay:' || r.id)`

/** Has a worker go on with the replay (uuid). */
export async function ringReplay(tx: Prisma.TransactionClient | null, id: string): Promise<void> {
  const sql = `select count(${ringSql}) from replays r where r.id = $1::uuid`
  if (tx) await tx.$queryRawUnsafe(sql, id)
  else await database().pool.query(sql, [id])
}

/**
 * Has a worker look at a running replay (uuid) that none works on, as when nothing moved for long: what it sent then is counted
 * while somebody watches, and not within a minute. A job that is there is left alone, however often this is called.
 */
export async function ringWatchedReplay(id: string): Promise<void> {
  await database().pool.query(
    `select graphile_worker.add_job('${replayTask}', json_build_object('replayId', r.id), max_attempts := 3,
                                    job_key := 'replay:' || r.id, job_key_mode := 'unsafe_dedupe')
       from replays r
      where r.id = $1 and r.status = 'running' and r.settled_at < now() - make_interval(secs => $2)`,
    [id, unwatchedAfterSeconds],
  )
}

/** Finds running replays without a worker and rings them. */
export async function ringForgottenReplays(): Promise<void> {
  await database().pool.query(
    `select count(${ringSql}) from replays r
      where r.status = 'running' and r.settled_at < now() - make_interval(secs => $1)`,
    [forgottenAfterSeconds],
  )
}
