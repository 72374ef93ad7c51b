import type { Operation } from '../server/contract/operation.ts'
import type { OperationId } from '../server/contract/operations.ts'

/** What the tests that walk every call send, by REST and as procedures. */

const name = 'Walked'
/** A valid body of each call that does not take an empty one; `tenant` is added where the call knows it. */
export const validBodies: Partial<Record<OperationId, object>> = {
  createTenant: { name },
  putTenant: { name },
  createApp: { name },
  putApp: { name },
  createKey: { name, scopes: ['events:read'] },
  createEventType: { name: 'walked.created' },
  createSubscription: { url: 'http://localhost:4998/', events: ['*'] },
  publishEvents: { type: 'memory.created', data: {} },
  createPortalSession: { capabilities: ['events:read'] },
  createReplay: { from: '2020-01-01T00:00:00Z' },
  preflightUrl: { url: 'http://localhost:4998/' },
  verifySignature: { headers: {}, body: '', secret: 'whsec_x' },
  createListenSession: { forward_to: 'http://localhost:4998/' },
  answerListenRequest: { request: '01900000-0000-7000-8000-000000000000', status: 200 },
  simulateEvent: { type: 'memory.created' },
  publishTestEvent: { type: 'memory.created' },
  checkSubscriptionUrl: { url: 'http://localhost:4998/' },
  previewMatches: { events: ['*'] },
  inviteMember: { email: 'grace@example.com', role: 'viewer' },
  updateMember: { role: 'developer' },
}

/** The fields of a body or query; of a choice, those of all. */
export function fieldsOf(schema: Operation['body'] | Operation['query']): string[] {
  if (schema === null) return []
  if ('shape' in schema) return Object.keys(schema.shape as object)
  return 'options' in schema ? (schema.options as (typeof schema)[]).flatMap(fieldsOf) : []
}

/** What nobody may set by naming it. */
export const smuggled = {
  id: 'x',
  tenant: 'stranger',
  tenant_id: 'x',
  app: 'x',
  app_id: 'x',
  role: 'owner',
  status: 'succeeded',
  secret: 'x',
  secret_hash: 'x',
  scopes: ['tenants:admin'],
  revision: 7,
  lane_no: 1,
  created_at: '2020-01-01T00:00:00Z',
  deleted_at: null,
  subscriptions_version: 0,
  ['__proto__']: { admin: true },
  constructor: 'x',
}
