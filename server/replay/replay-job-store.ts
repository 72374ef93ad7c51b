import type { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'

/** The graphile-worker task that works on a replay. Its payload is `{ replayId: uuid }`. */
export const replayTask = 'run_replay'

/** A replay nobody has looked at for so long has no job: the one that worked on it was lost. */
const forgottenAfterSeconds = 10

/** One job a replay: a second one replaces it, or follows it where it runs already. What fails is our fault and rung again. */
const ringSql = `
  graphile_worker.add_job('${replayTask}', json_build_object('replayId', r.id), max_attempts := 3, job_key := 'replay:' || r.id)`

/** Has a worker go on with the replay (uuid). */
export async function ringReplay(tx: Prisma.TransactionClient | null, id: string): Promise<void> {
  const sql = `select count(${ringSql}) from replays r where r.id = $1::uuid`
  if (tx) await tx.$queryRawUnsafe(sql, id)
  else await database().pool.query(sql, [id])
}

/** Finds running replays without a worker and rings them. */
export async function ringForgottenReplays(): Promise<void> {
  await database().pool.query(
    `select count(${ringSql}) from replays r
      where r.status = 'running' and r.settled_at < now() - make_interval(secs => $1)`,
    [forgottenAfterSeconds],
  )
}
