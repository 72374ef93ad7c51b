import type { Prisma } from '../../prisma/generated/client.ts'
import type { Inbox } from '../contract/inbox.ts'
import { database } from '../platform/database.ts'

/** Whether that changed anything. Ids are uuids. */
export async function updateInboxState(
  tx: Prisma.TransactionClient,
  tenantId: string,
  id: string,
  state: Inbox['state'],
): Promise<boolean> {
  const count = await tx.$executeRaw`
    update inboxes set state = ${state}
     where tenant_id = ${tenantId}::uuid and id = ${id}::uuid and kind = 'webhook_site' and state <> ${state}`
  return count > 0
}

/** The tenant's inbox at webhook.site (uuid) that receives what is sent to this URL. */
export async function findRemoteInbox(tenantId: string, url: string): Promise<string | null> {
  const { rows } = await database().pool.query<{ id: string }>(
    `select id from inboxes
      where tenant_id = $1 and kind = 'webhook_site'
        and ($2 = remote_url or starts_with($2, remote_url || '/') or starts_with($2, remote_url || '?'))`,
    [tenantId, url],
  )
  return rows[0]?.id ?? null
}
