import { alertOperations } from './alert.ts'
import { apiKeyOperations } from './api-key.ts'
import { appOperations } from './app.ts'
import { auditOperations } from './audit.ts'
import { deadLetterOperations } from './dead-letter.ts'
import { deliveryOperations } from './delivery.ts'
import { deliveryActionOperations } from './delivery-action.ts'
import { deliveryBulkOperations } from './delivery-bulk.ts'
import { deliveryRequestOperations } from './delivery-request.ts'
import { eventOperations } from './event.ts'
import { eventTypeOperations } from './event-type.ts'
import { inboxOperations } from './inbox.ts'
import { listenOperations } from './listen.ts'
import { memberOperations } from './member.ts'
import type { InputOf, Operation, OutputOf } from './operation.ts'
import { portalSessionOperations } from './portal-session.ts'
import { preflightOperations } from './preflight.ts'
import { recoveryOperations } from './recovery.ts'
import { replayOperations } from './replay.ts'
import { signatureOperations } from './signature.ts'
import { simulationOperations } from './simulation.ts'
import { statsOperations } from './stats.ts'
import { statsMarkOperations } from './stats-mark.ts'
import { statsNowOperations } from './stats-now.ts'
import { subscriptionOperations } from './subscription.ts'
import { subscriptionActivityOperations } from './subscription-activity.ts'
import { tenantOperations } from './tenant.ts'
import { topStatsOperations } from './top-stats.ts'

/** Every REST call, by operation id. */
export const operations = {
  ...tenantOperations,
  ...appOperations,
  ...apiKeyOperations,
  ...eventTypeOperations,
  ...eventOperations,
  ...subscriptionOperations,
  ...deliveryOperations,
  ...deadLetterOperations,
  ...statsOperations,
  ...statsNowOperations,
  ...topStatsOperations,
  ...statsMarkOperations,
  ...subscriptionActivityOperations,
  ...deliveryActionOperations,
  ...deliveryBulkOperations,
  ...deliveryRequestOperations,
  ...replayOperations,
  ...inboxOperations,
  ...listenOperations,
  ...preflightOperations,
  ...signatureOperations,
  ...simulationOperations,
  ...recoveryOperations,
  ...alertOperations,
  ...auditOperations,
  ...portalSessionOperations,
  ...memberOperations,
}

export type Operations = typeof operations
export type OperationId = keyof Operations

/** Input and output of a use case by its operation id: `Input<'createTenant'>`, `Output<'createTenant'>`. */
export type Input<Id extends OperationId> = InputOf<Operations[Id]>
export type Output<Id extends OperationId> = OutputOf<Operations[Id]>

export const operationList: { id: OperationId; operation: Operation }[] = Object.entries(operations).map(
  ([id, operation]) => ({ id: id as OperationId, operation: operation as unknown as Operation }),
)
