import type { Alert } from '../contract/alert.ts'
import { toId } from '../contract/ids.ts'
import { lastFailureView } from '../subscriptions/last-failure-view.ts'
import type { AlertRow } from './alert-store.ts'

/** An alert as the API shows it. */
export function alertView(row: AlertRow): Alert {
  return {
    id: toId('alert', row.id),
    tenant: toId('tenant', row.tenantId),
    subscription: row.subscriptionId && toId('subscription', row.subscriptionId),
    url: row.url,
    kind: row.kind,
    message: row.message,
    opened_at: row.openedAt.toISOString(),
    resolved_at: row.resolvedAt?.toISOString() ?? null,
    unwatched: row.unwatched,
    last_failure: lastFailureView(row.lastFailure),
  }
}
