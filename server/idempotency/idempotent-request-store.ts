import type { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'

/** One request that must not run twice. */
export interface RequestName {
  /** Public id of who asks. */
  actor: string
  path: string
  key: string
}

export interface KnownRequest {
  bodyHash: Buffer
  /** null: still running. */
  status: number | null
  response: string | null
}

/** A request that outlives this crashed, and its twin may run. Longer than any of our calls takes. */
const lockSeconds = 120
const windowSeconds = 24 * 3600

/**
 * Takes the name unless it is taken; rows whose window is over make room, a few of any others with them. A run that
 * crashed is taken over by a request with the same body only. Returns the lock as text, or null.
 */
const claimSql = `
with swept as (
  delete from idempotent_requests
   where (actor, path, key) in (
     select actor, path, key from idempotent_requests
      where expires_at < now() and (actor, path, key) <> ($1, $2, $3)
      order by expires_at limit 10 for update skip locked)
)
insert into idempotent_requests as r (actor, path, key, body_hash, locked_until, expires_at)
values ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5), now() + make_interval(secs => $6))
on conflict (actor, path, key) do update
   set body_hash = excluded.body_hash, status = null, response = null,
       locked_until = excluded.locked_until, expires_at = excluded.expires_at
 where r.expires_at < now() or (r.status is null and r.locked_until < now() and r.body_hash = excluded.body_hash)
returning locked_until::text as lock`

export async function claimRequest(name: RequestName, bodyHash: Buffer): Promise<string | null> {
  const result = await database().pool.query<{ lock: string }>({
    name: 'claim-request',
    text: claimSql,
    values: [name.actor, name.path, name.key, bodyHash, lockSeconds, windowSeconds],
  })
  return result.rows[0]?.lock ?? null
}

export async function findRequest(name: RequestName): Promise<KnownRequest | null> {
  const result = await database().pool.query<KnownRequest>(
    `select body_hash as "bodyHash", status, response from idempotent_requests
      where actor = $1 and path = $2 and key = $3`,
    [name.actor, name.path, name.key],
  )
  return result.rows[0] ?? null
}

/** Keeps the answer; false when the lock was lost meanwhile: somebody else runs the request. */
export async function keepAnswer(
  tx: Prisma.TransactionClient,
  name: RequestName,
  lock: string,
  answer: { status: number; response: string | null },
): Promise<boolean> {
  const kept = await tx.$executeRaw`
    update idempotent_requests set status = ${answer.status}, response = ${answer.response}
     where actor = ${name.actor} and path = ${name.path} and key = ${name.key}
       and locked_until = ${lock}::text::timestamptz and status is null`
  return kept === 1
}

/** After a failure: the same request may be tried again. */
export async function releaseRequest(name: RequestName, lock: string): Promise<void> {
  await database().pool.query(
    `delete from idempotent_requests
      where actor = $1 and path = $2 and key = $3 and locked_until = $4::timestamptz and status is null`,
    [name.actor, name.path, name.key, lock],
  )
}
