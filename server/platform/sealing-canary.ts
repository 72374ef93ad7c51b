import type { Pool } from 'pg'
import { explainUnmigrated } from './database-fault.ts'
import { newestKeyId, seal, unseal } from './sealing.ts'

const text = 'postrider'

/**
 * Refuses to go on when this process lacks a key that secrets in the database are sealed with, or holds another key
 * under its id; otherwise registers the newest key. Call once after `openKeyRing`, before the first `seal`. Throws an
 * Error that says what to do.
 */
export async function checkSealingCanaries(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    // One process at a time: two machines that each made a key of their own must not both find the table empty.
    await client.query("select pg_advisory_xact_lock(hashtext('postrider.sealing_canaries'))")
    const { rows } = await client.query<{ key_id: string; sealed: Buffer }>(
      'select key_id, sealed from sealing_canaries order by created_at',
    )
    for (const { key_id, sealed } of rows) openCanary(key_id, sealed)
    const newest = newestKeyId()
    if (!rows.some(({ key_id }) => key_id === newest)) {
      await client.query('insert into sealing_canaries (key_id, sealed) values ($1, $2)', [
        newest,
        seal(text, boundTo(newest)),
      ])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw explainUnmigrated(error)
  } finally {
    client.release()
  }
}

/** Forgets the canary of a key that seals nothing any more, so that the key may leave the ring. */
export async function retireSealingCanaries(pool: Pool, exceptKeyId: string): Promise<string[]> {
  const { rows } = await pool.query<{ key_id: string }>(
    'delete from sealing_canaries where key_id <> $1 returning key_id',
    [exceptKeyId],
  )
  return rows.map(({ key_id }) => key_id)
}

function openCanary(keyId: string, sealed: Buffer): void {
  try {
    unseal(sealed, boundTo(keyId))
  } catch (error) {
    throw new Error(
      `The secrets in this database cannot be opened. ${(error as Error).message} Every machine needs the same keys: ` +
        'set ENCRYPTION_KEYS to all of them, or copy keys.json from the DATA_DIR of the first machine.',
    )
  }
}

function boundTo(keyId: string): string {
  return `sealing_canaries/${keyId}`
}
