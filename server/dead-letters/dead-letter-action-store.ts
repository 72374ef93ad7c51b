import type { Prisma } from '../../prisma/generated/client.ts'
import { database } from '../platform/database.ts'
import { fingerprintOfRowSql } from './fingerprint-sql.ts'

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
  subscriptionId: string
}

/** The conditions of a choice over the alias `x` of dead_letters; appends their values to `values`. */
function conditionsOf(choice: DeadLetterChoice, after: string | null, values: unknown[]): string {
  const where = ['true']
  const restrict = (condition: string, value: unknown): void => {
    if (value === undefined || value === null) return
    values.push(value)
    where.push(condition.replace('?', `$${values.length}`))
  }
  restrict('x.delivery_id > ?::uuid', after)
  restrict('x.tenant_id = ?::uuid', choice.tenantId)
  restrict('x.app_id = ?::uuid', choice.appId)
  restrict('x.delivery_id = any(?::uuid[])', choice.ids)
  restrict('x.subscription_id = ?::uuid', choice.subscriptionId)
  restrict('x.event_type = ?', choice.type)
  restrict('x.error = ?', choice.error)
  restrict('x.code = ?', choice.code)
  restrict('x.cause = ?', choice.cause)
  restrict(`? = ${fingerprintOfRowSql}`, choice.fingerprint)
  restrict('x.delivery_id >= ?::uuid', choice.from)
  restrict('x.delivery_id < ?::uuid', choice.until)
  return where.join(' and ')
}

/** The next `limit` dead letters behind `after` (a delivery's uuid), the oldest first. */
export async function pickDeadLetters(
  choice: DeadLetterChoice,
  after: string | null,
  limit: number,
): Promise<ChosenDeadLetter[]> {
  const values: unknown[] = [limit]
  const where = conditionsOf(choice, after, values)
  const result = await database().pool.query<ChosenDeadLetter>(
    `select x.delivery_id as "deliveryId", x.tenant_id as "tenantId", x.subscription_id as "subscriptionId"
       from dead_letters x
      where ${where} order by x.delivery_id limit $1`,
    values,
  )
  return result.rows
}

export interface CountedDeadLetters {
  /** uuid */
  subscriptionId: string
  total: number
  /** All of them, or none: the subscription would take them. */
  sendable: number
  absent: number
}

/** By subscription, counted to `most` in all and no further. */
export async function countChosen(choice: DeadLetterChoice, most: number): Promise<CountedDeadLetters[]> {
  const values: unknown[] = [most]
  const where = conditionsOf(choice, null, values)
  const { rows } = await database().pool.query<CountedDeadLetters>(
    `select c.subscription_id as "subscriptionId", count(*)::int as total, count(*) filter (where c.absent)::int as absent,
            count(*) filter (where s.deleted_at is null and s.status <> 'disabled')::int as sendable
       from (select x.subscription_id, x.absent from dead_letters x where ${where} limit $1) c
       join subscriptions s on s.id = c.subscription_id
      group by 1`,
    values,
  )
  return rows
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
