import { listAlerts } from '../alerts/list-alerts.ts'
import { createKey } from '../api-keys/create-key.ts'
import { getKey } from '../api-keys/get-key.ts'
import { listKeys } from '../api-keys/list-keys.ts'
import { revokeKey } from '../api-keys/revoke-key.ts'
import { rotateKey } from '../api-keys/rotate-key.ts'
import { createApp } from '../apps/create-app.ts'
import { deleteApp } from '../apps/delete-app.ts'
import { getApp } from '../apps/get-app.ts'
import { listApps } from '../apps/list-apps.ts'
import { putApp } from '../apps/put-app.ts'
import { updateApp } from '../apps/update-app.ts'
import { listAuditEntries } from '../audit/list-audit-entries.ts'
import type { Input, OperationId, Output } from '../contract/operations.ts'
import { countDeadLetters } from '../dead-letters/count-dead-letters.ts'
import { discardDeadLetters } from '../dead-letters/discard-dead-letters.ts'
import { listDeadLetterGroups } from '../dead-letters/list-dead-letter-groups.ts'
import { listDeadLetters } from '../dead-letters/list-dead-letters.ts'
import { redeliverDeadLetters } from '../dead-letters/redeliver-dead-letters.ts'
import { cancelDeliveries } from '../delivery/cancel-deliveries.ts'
import { cancelDelivery } from '../delivery/cancel-delivery.ts'
import { getDelivery } from '../delivery/get-delivery.ts'
import { listDeliveries } from '../delivery/list-deliveries.ts'
import { redeliverDeliveries } from '../delivery/redeliver-deliveries.ts'
import { redeliverDelivery } from '../delivery/redeliver-delivery.ts'
import { signDeliveryRequest } from '../delivery/sign-delivery-request.ts'
import { createEventType } from '../event-types/create-event-type.ts'
import { deleteEventType } from '../event-types/delete-event-type.ts'
import { getEventType } from '../event-types/get-event-type.ts'
import { listEventTypes } from '../event-types/list-event-types.ts'
import { updateEventType } from '../event-types/update-event-type.ts'
import { getEvent } from '../events/get-event.ts'
import { listEventDeliveries } from '../events/list-event-deliveries.ts'
import { listEvents } from '../events/list-events.ts'
import { publishTestEvent } from '../events/publish-test-event.ts'
import { sendTestEvent } from '../events/send-test-event.ts'
import { clearInbox } from '../inbox/clear-inbox.ts'
import { createInbox } from '../inbox/create-inbox.ts'
import { deleteInbox } from '../inbox/delete-inbox.ts'
import { getInbox } from '../inbox/get-inbox.ts'
import { listInboxRequests } from '../inbox/list-inbox-requests.ts'
import { listInboxes } from '../inbox/list-inboxes.ts'
import { updateInbox } from '../inbox/update-inbox.ts'
import { answerListenRequest } from '../listen/answer-listen-request.ts'
import { createListenSession } from '../listen/create-listen-session.ts'
import { deleteListenSession } from '../listen/delete-listen-session.ts'
import { takeListenRequests } from '../listen/take-listen-requests.ts'
import { getMember } from '../members/get-member.ts'
import { inviteMember } from '../members/invite-member.ts'
import { listMembers } from '../members/list-members.ts'
import { removeMember } from '../members/remove-member.ts'
import { updateMember } from '../members/update-member.ts'
import type { Actor } from '../platform/actor.ts'
import { createPortalSession } from '../portal-sessions/create-portal-session.ts'
import { listPortalSessions } from '../portal-sessions/list-portal-sessions.ts'
import { revokePortalSession } from '../portal-sessions/revoke-portal-session.ts'
import { preflightSubscription } from '../preflight/preflight-subscription.ts'
import { preflightUrl } from '../preflight/preflight-url.ts'
import { planRecovery } from '../recovery/plan-recovery.ts'
import { cancelReplay } from '../replay/cancel-replay.ts'
import { createReplay } from '../replay/create-replay.ts'
import { getReplay } from '../replay/get-replay.ts'
import { listReplays } from '../replay/list-replays.ts'
import { pauseReplay } from '../replay/pause-replay.ts'
import { resumeReplay } from '../replay/resume-replay.ts'
import { debugSignature } from '../signature-debugger/debug-signature.ts'
import { previewMatches } from '../simulation/preview-matches.ts'
import { simulateEvent } from '../simulation/simulate-event.ts'
import { getStats } from '../stats/get-stats.ts'
import { getStatsNow } from '../stats/get-stats-now.ts'
import { listStatsMarks } from '../stats/list-stats-marks.ts'
import { listSubscriptionActivity } from '../stats/list-subscription-activity.ts'
import { listTopStats } from '../stats/list-top-stats.ts'
import { checkSubscriptionUrl } from '../subscriptions/check-subscription-url.ts'
import { createSubscription } from '../subscriptions/create-subscription.ts'
import { deleteSubscription } from '../subscriptions/delete-subscription.ts'
import { getSecretStatus } from '../subscriptions/get-secret-status.ts'
import { getSubscription } from '../subscriptions/get-subscription.ts'
import { listSubscriptions } from '../subscriptions/list-subscriptions.ts'
import { pauseSubscription } from '../subscriptions/pause-subscription.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'
import { revealSecret } from '../subscriptions/reveal-secret.ts'
import { rotateSecret } from '../subscriptions/rotate-secret.ts'
import { updateSubscription } from '../subscriptions/update-subscription.ts'
import { createTenant } from '../tenants/create-tenant.ts'
import { deleteTenant } from '../tenants/delete-tenant.ts'
import { getTenant } from '../tenants/get-tenant.ts'
import { listTenants } from '../tenants/list-tenants.ts'
import { type PutResult, putTenant } from '../tenants/put-tenant.ts'
import { updateTenant } from '../tenants/update-tenant.ts'

/** Calls that a PUT may create with say whether they did. */
type ResultOf<Id extends OperationId> = Id extends `put${string}` ? PutResult<Output<Id>> : Output<Id>

/** Publishing works on the raw bytes of the request: see publish-route.ts. */
type BoundId = Exclude<OperationId, 'publishEvents'>

export type Handlers = { [Id in BoundId]: (actor: Actor, input: Input<Id>) => Promise<ResultOf<Id>> }

/** The same without the types of one operation, for what handles all of them. */
export type UseCase = (actor: Actor, input: Record<string, unknown>) => Promise<unknown>

/** The use case behind every declared operation. */
export const handlers: Handlers = {
  createTenant,
  listTenants,
  getTenant,
  putTenant,
  updateTenant,
  deleteTenant,
  createApp,
  listApps,
  getApp,
  putApp,
  updateApp,
  deleteApp,
  createKey,
  listKeys,
  getKey,
  rotateKey,
  revokeKey,
  listAuditEntries,
  createPortalSession,
  listPortalSessions,
  revokePortalSession,
  inviteMember,
  listMembers,
  getMember,
  updateMember,
  removeMember,
  createEventType,
  listEventTypes,
  getEventType,
  updateEventType,
  deleteEventType,
  createSubscription,
  listSubscriptions,
  getSubscription,
  updateSubscription,
  deleteSubscription,
  pauseSubscription,
  resumeSubscription,
  testSubscription: sendTestEvent,
  checkSubscriptionUrl,
  previewMatches,
  getSecretStatus,
  revealSecret,
  rotateSecret,
  publishTestEvent,
  listEvents,
  getEvent,
  listEventDeliveries,
  listDeliveries,
  getDelivery,
  listDeadLetters,
  getStats,
  getStatsNow,
  listTopStats,
  listStatsMarks,
  listSubscriptionActivity,
  redeliverDelivery,
  cancelDelivery,
  redeliverDeliveries,
  cancelDeliveries,
  signDeliveryRequest,
  redeliverDeadLetters,
  discardDeadLetters,
  listAlerts,
  createReplay,
  listReplays,
  getReplay,
  pauseReplay,
  resumeReplay,
  cancelReplay,
  createInbox,
  listInboxes,
  getInbox,
  updateInbox,
  deleteInbox,
  listInboxRequests,
  clearInbox,
  createListenSession,
  takeListenRequests,
  answerListenRequest,
  deleteListenSession,
  preflightSubscription,
  preflightUrl,
  verifySignature: debugSignature,
  simulateEvent,
  planRecovery,
  listDeadLetterGroups,
  countDeadLetters,
}
