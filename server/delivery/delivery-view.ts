import type { Attempt, DeliverySummary } from '../contract/delivery.ts'
import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import { shownHeaders } from '../subscriptions/credential-headers.ts'
import { defaultRetrySchedule } from '../subscriptions/default-retry-schedule.ts'
import { holdReason } from '../subscriptions/hold-reason.ts'
import { bodyExcerpt } from './body-excerpt.ts'
import type { AttemptRow, DeliveryRow } from './delivery-store.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** A delivery as the lists show it. */
export function deliveryView(row: DeliveryRow): DeliverySummary {
  return {
    id: toId('delivery', row.id),
    event: toId('event', row.eventId),
    tenant: toId('tenant', row.tenantId),
    app: row.appId === null ? null : toId('app', row.appId),
    subscription: toId('subscription', row.subscriptionId),
    url: row.url,
    subscription_deleted: row.subscriptionDeleted,
    type: row.eventType,
    status: row.status,
    attempt_count: row.attempts,
    // A test send is tried once.
    max_attempts: row.test ? 1 : 1 + (row.retrySchedule ?? defaultRetrySchedule()).length,
    runs: row.runs,
    code: row.lastCode,
    error: row.lastError,
    duration_ms: row.lastDurationMs,
    sequence: row.sequence === null ? null : Number(row.sequence),
    test: row.test,
    test_event: row.testEvent,
    replay: row.replayId === null ? null : toId('replay', row.replayId),
    cancel_reason: row.cancelReason,
    created_at: new Date(millisecondsOf(row.id)).toISOString(),
    last_attempt_at: iso(row.lastAttemptAt),
    next_attempt_at: row.openRuns > 0 ? iso(row.nextAttemptAt) : null,
    sending_since: iso(row.sendingSince),
    held_by: heldBy(row),
    completed_at: iso(row.completedAt),
  }
}

function heldBy(row: DeliveryRow): DeliverySummary['held_by'] {
  // A test send goes out whatever holds its subscription.
  if (row.openRuns === 0 || row.sendingSince || row.test) return null
  const { subscriptionStatus: status, circuit, heldUntil } = row
  return holdReason({ status, circuit, heldUntil }, clock.now())
}

/** An attempt as the API shows it to `actor`. `sentBody`: of the event, null when it is not known any more. */
export function attemptView(row: AttemptRow, sentBody: Attempt['request']['body'], actor: Actor): Attempt {
  return {
    id: toId('attempt', row.id),
    run: row.run,
    attempt: row.attempt,
    batch: row.batchId === null ? null : toId('batch', row.batchId),
    probe: row.probe,
    started_at: row.startedAt.toISOString(),
    url: row.url,
    code: row.statusCode,
    error: row.error,
    error_detail: row.errorDetail,
    request: { headers: shownHeaders(row.requestHeaders, actor), body: row.batchId === null ? sentBody : null },
    response: {
      headers: row.responseHeaders,
      body: row.responseBody && bodyExcerpt(row.responseBody, row.responseTruncated),
    },
    dns_ms: row.dnsMs,
    connect_ms: row.connectMs,
    tls_ms: row.tlsMs,
    ttfb_ms: row.ttfbMs,
    duration_ms: row.durationMs,
    remote_address: row.remoteAddress,
    next_attempt_at: iso(row.nextAttemptAt),
  }
}
