import type { DeadLetter } from '../contract/dead-letter.ts'
import { toId } from '../contract/ids.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import type { DeadLetterRow } from './dead-letter-store.ts'

/** A dead letter as the API shows it. */
export function deadLetterView(row: DeadLetterRow): DeadLetter {
  return {
    id: toId('delivery', row.deliveryId),
    event: toId('event', row.eventId),
    tenant: toId('tenant', row.tenantId),
    app: row.appId === null ? null : toId('app', row.appId),
    subscription: toId('subscription', row.subscriptionId),
    url: row.url,
    subscription_deleted: row.subscriptionDeleted,
    type: row.eventType,
    cause: row.cause,
    code: row.code,
    error: row.error,
    attempt_count: row.attempts,
    absent: row.absent,
    created_at: new Date(millisecondsOf(row.deliveryId)).toISOString(),
    died_at: row.diedAt.toISOString(),
  }
}
