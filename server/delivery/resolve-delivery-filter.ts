import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { AttemptError, CodeClass, DeliveryStatusFilter } from '../contract/delivery.ts'
import { notFound, PostriderError } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { requireEventId } from '../events/require-event.ts'
import type { Actor } from '../platform/actor.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { requireReplay } from '../replay/require-replay.ts'
import { requireSubscriptionId } from '../subscriptions/require-subscription.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { findBatchMembers } from './batch-store.ts'
import { findCorrelated } from './correlation-store.ts'
import type { DeliveryFilter, DeliveryReach } from './delivery-page-store.ts'

/** Filters of deliveries as callers name them: public ids or uids, times in ISO 8601. */
export interface NamedDeliveryFilter {
  tenant?: string | undefined
  app?: string | undefined
  status?: DeliveryStatusFilter | undefined
  subscription?: string | undefined
  event?: string | undefined
  batch?: string | undefined
  correlation_id?: string | undefined
  replay?: string | undefined
  type?: string | undefined
  error?: AttemptError | undefined
  attempt_error?: AttemptError | undefined
  attempt_after?: string | undefined
  attempt_before?: string | undefined
  code?: number | undefined
  code_class?: CodeClass | undefined
  after?: string | undefined
  before?: string | undefined
}

/**
 * Whose deliveries are meant, and which. Throws `not_found` for whatever the actor may not see, `validation_failed` for a time of
 * attempts without what they should have failed of.
 */
export async function resolveDeliveryFilter(
  actor: Actor,
  named: NamedDeliveryFilter,
): Promise<{ reach: DeliveryReach; filter: DeliveryFilter }> {
  const tenantId = await resolveTenantFilter(actor, named.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, named.app, tenantId) }
  const { status, type, error, code, after, before } = named
  requireAttemptError(named)
  const replay = named.replay === undefined ? undefined : await requireReplay(reach, named.replay)
  const filter = {
    status,
    type,
    error,
    attemptError: named.attempt_error,
    attemptFromMs: named.attempt_after === undefined ? undefined : Date.parse(named.attempt_after),
    attemptUntilMs: named.attempt_before === undefined ? undefined : Date.parse(named.attempt_before),
    code,
    codeClass: named.code_class,
    subscriptionId: named.subscription
      ? await requireSubscriptionId(reach, named.subscription)
      : (replay?.subscriptionId ?? undefined),
    ids: await idsOf(reach, named),
    replayId: replay?.id,
    eventId: named.event && (await requireEventId(reach, named.event)),
    // Outside its window a replay sent nothing: it bounds what has to be looked at.
    from: uuidAt(after === undefined ? replay?.fromAt.getTime() : Date.parse(after)),
    until: uuidAt(before === undefined ? replay?.toAt.getTime() : Date.parse(before)),
  }
  return { reach, filter }
}

const uuidAt = (ms: number | undefined) => (ms === undefined ? undefined : firstUuidOf(ms))

/** Where they are found by something else than their own columns; undefined: by nothing of that. */
async function idsOf(reach: DeliveryReach, named: NamedDeliveryFilter): Promise<string[] | undefined> {
  const ofBatch = named.batch === undefined ? undefined : await requireBatch(reach, named.batch)
  if (named.correlation_id === undefined) return ofBatch
  const correlated = await findCorrelated(reach, named.correlation_id)
  return ofBatch ? correlated.filter((id) => ofBatch.includes(id)) : correlated
}

/** The deliveries of a batch; `not_found` where the actor may see none, or its attempts are not kept any more. */
async function requireBatch(reach: DeliveryReach, id: string): Promise<string[]> {
  const uuid = uuidOf('batch', id)
  const members = uuid === null ? [] : await findBatchMembers(reach, uuid)
  if (members.length === 0) throw notFound('batch', id)
  return members
}

function requireAttemptError(named: NamedDeliveryFilter): void {
  const bound = (['attempt_after', 'attempt_before'] as const).find((name) => named[name] !== undefined)
  if (bound === undefined || named.attempt_error !== undefined) return
  const message = 'bounds when an attempt failed: say with attempt_error how'
  throw new PostriderError('validation_failed', `${bound} ${message}.`, {
    errors: [{ pointer: `/query/${bound}`, message }],
  })
}
