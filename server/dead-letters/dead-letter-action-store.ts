import type { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'
import { fingerprintSql, lastAttemptSql } from './fingerprint-sql.ts'

/** Ids are uuids; absent fields do not restrict. `from` (inclusive) and `until` bound the id, and with it the time of the event. */
export interface DeadLetterChoice {
  tenantId: string | null
  appId: string | null
  ids?: string[]
  subscriptionId?: string
  type?: string
  error?: string
  code?: number
  cause?: string
  /** See fingerprint-sql.ts. */
  fingerprint?: string
  from?: string
  until?: string
}

export interface ChosenDeadLetter {
  deliveryId: string
  tenantId: string
}

/** The next `limit` dead letters behind `after` (a delivery's uuid), the oldest first. */
export async function pickDeadLetters(
  choice: DeadLetterChoice,
  after: string | null,
  limit: number,
): Promise<ChosenDeadLetter[]> {
  const values: unknown[] = [limit]
  const where: string[] = []
  const restrict = (condition: string, value: unknown): void => {
    if (value === undefined || value === null) return
    values.push(value)
    where.push(condition.replace('?', `$${values.length}`))
  }
  restrict('delivery_id > ?::uuid', after)
  restrict('tenant_id = ?::uuid', choice.tenantId)
  restrict('app_id = ?::uuid', choice.appId)
  restrict('delivery_id = any(?::uuid[])', choice.ids)
  restrict('subscription_id = ?::uuid', choice.subscriptionId)
  restrict('event_type = ?', choice.type)
  restrict('error = ?', choice.error)
  restrict('code = ?', choice.code)
  restrict('cause = ?', choice.cause)
  restrict(
    `? = (select ${fingerprintSql('l')} from (${lastAttemptSql}) l right join (select) one on true)`,
    choice.fingerprint,
  )
  restrict('delivery_id >= ?::uuid', choice.from)
  restrict('delivery_id < ?::uuid', choice.until)
  const result = await database().pool.query<ChosenDeadLetter>(
    `select delivery_id as "deliveryId", tenant_id as "tenantId" from dead_letters x
      where ${where.length > 0 ? where.join(' and ') : 'true'}
      order by delivery_id limit $1`,
    values,
  )
  return result.rows
}

/** They become `cancelled`. Returns how many were dead letters still. */
export async function discardRows(tx: Prisma.TransactionClient, ids: string[], reason: string): Promise<number> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `with gone as (delete from dead_letters where delivery_id = any($1::uuid[]) returning delivery_id)
     update deliveries d set status = 'cancelled', cancel_reason = $2, completed_at = now()
       from gone g where d.id = g.delivery_id and d.status = 'failed'
     returning d.id`,
    ids,
    reason,
  )
  return rows.length
}
