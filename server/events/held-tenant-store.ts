import type { ClientBase } from 'pg'
import { database } from '../platform/database.ts'

/**
 * Runs `work` in one transaction during which neither the tenant (uuid) and its subscriptions nor the catalogue can change: who
 * changes them waits for its end. What `work` stores by the connection that it gets is committed with it, or rolled back when it throws.
 */
export async function whileTenantHeld<Result>(
  tenantId: string,
  work: (client: ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await database().hot.connect()
  try {
    await client.query('begin')
    // First what numbers fifo deliveries: who pauses or resumes a subscription has it when he comes to the tenant's row.
    await client.query(
      `select from lane_states l join subscriptions s on s.id = l.subscription_id
        where s.tenant_id = $1 and s.ordering = 'fifo' and s.deleted_at is null
        order by l.subscription_id for update of l`,
      [tenantId],
    )
    // The versions in these rows change with whatever they stand for, in the same transaction.
    await client.query('select from tenants where id = $1 for share', [tenantId])
    await client.query('select from instance for share')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
