import { toId } from '../contract/ids.ts'
import type { Inbox } from '../contract/inbox.ts'
import { outboundPolicy } from '../outbound/outbound-policy.ts'
import type { InboxRow } from './inbox-store.ts'

/** Where an inbox receives. Only the path where the process does not know its own origin. */
export function inboxUrl({ token, remoteUrl }: Pick<InboxRow, 'token' | 'remoteUrl'>): string {
  return remoteUrl ?? `${outboundPolicy().ownOrigin?.origin ?? ''}/inbox/${token}`
}

/** An inbox as the API shows it. */
export function inboxView(row: InboxRow): Inbox {
  return {
    id: toId('inbox', row.id),
    tenant: toId('tenant', row.tenantId),
    app: row.appId === null ? null : toId('app', row.appId),
    subscription: row.subscriptionId === null ? null : toId('subscription', row.subscriptionId),
    name: row.name,
    kind: row.kind,
    state: row.state,
    problem: row.problem,
    url: inboxUrl(row),
    status: row.status,
    delay_ms: row.delayMs,
    fail_rate: row.failRate,
    retry_after_seconds: row.retryAfterSeconds,
    request_count: row.requestCount,
    expires_at: row.expiresAt.toISOString(),
    created_at: row.createdAt.toISOString(),
  }
}
