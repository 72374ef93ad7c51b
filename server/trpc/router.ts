import { appsRouter } from './apps-router.ts'
import { auditRouter } from './audit-router.ts'
import { meRouter } from './me-router.ts'
import { mutation, query } from './operation-procedure.ts'
import { router } from './procedures.ts'
import { viewsRouter } from './views-router.ts'

/** Everything the portal can ask, by noun; each line binds one operation of the contract. */
export const appRouter = router({
  me: meRouter,
  views: viewsRouter,
  subscriptions: router({
    list: query('listSubscriptions'),
    get: query('getSubscription'),
    create: mutation('createSubscription'),
    update: mutation('updateSubscription'),
    delete: mutation('deleteSubscription'),
    pause: mutation('pauseSubscription'),
    resume: mutation('resumeSubscription'),
    revealSecret: mutation('revealSecret'),
    rotateSecret: mutation('rotateSecret'),
    test: mutation('testSubscription'),
    preflight: mutation('preflightSubscription'),
    preflightUrl: mutation('preflightUrl'),
    checkUrl: mutation('checkSubscriptionUrl'),
    previewMatches: mutation('previewMatches'),
    secretStatus: query('getSecretStatus'),
    recovery: query('planRecovery'),
  }),
  deliveries: router({
    list: query('listDeliveries'),
    get: query('getDelivery'),
    redeliver: mutation('redeliverDelivery'),
    cancel: mutation('cancelDelivery'),
    redeliverMany: mutation('redeliverDeliveries'),
    curl: mutation('signDeliveryRequest'),
    cancelMany: mutation('cancelDeliveries'),
  }),
  deadLetters: router({
    list: query('listDeadLetters'),
    groups: query('listDeadLetterGroups'),
    count: query('countDeadLetters'),
    redeliver: mutation('redeliverDeadLetters'),
    discard: mutation('discardDeadLetters'),
  }),
  events: router({
    list: query('listEvents'),
    get: query('getEvent'),
    deliveries: query('listEventDeliveries'),
    simulate: mutation('simulateEvent'),
    publishTest: mutation('publishTestEvent'),
  }),
  replays: router({
    list: query('listReplays'),
    get: query('getReplay'),
    create: mutation('createReplay'),
    pause: mutation('pauseReplay'),
    resume: mutation('resumeReplay'),
    cancel: mutation('cancelReplay'),
  }),
  inboxes: router({
    list: query('listInboxes'),
    get: query('getInbox'),
    create: mutation('createInbox'),
    update: mutation('updateInbox'),
    delete: mutation('deleteInbox'),
    requests: query('listInboxRequests'),
    clear: mutation('clearInbox'),
  }),
  signatures: router({
    verify: mutation('verifySignature'),
  }),
  stats: router({
    get: query('getStats'),
    now: query('getStatsNow'),
    top: query('listTopStats'),
    marks: query('listStatsMarks'),
    subscriptions: query('listSubscriptionActivity'),
  }),
  eventTypes: router({
    list: query('listEventTypes'),
    get: query('getEventType'),
    create: mutation('createEventType'),
    update: mutation('updateEventType'),
    delete: mutation('deleteEventType'),
  }),
  tenants: router({
    list: query('listTenants'),
    get: query('getTenant'),
    create: mutation('createTenant'),
    update: mutation('updateTenant'),
    delete: mutation('deleteTenant'),
  }),
  apps: appsRouter,
  keys: router({
    list: query('listKeys'),
    create: mutation('createKey'),
    rotate: mutation('rotateKey'),
    revoke: mutation('revokeKey'),
  }),
  members: router({
    list: query('listMembers'),
    invite: mutation('inviteMember'),
    update: mutation('updateMember'),
    remove: mutation('removeMember'),
  }),
  alerts: router({
    list: query('listAlerts'),
  }),
  audit: auditRouter,
})

export type AppRouter = typeof appRouter
