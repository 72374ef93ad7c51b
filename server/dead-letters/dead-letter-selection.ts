import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { Selection } from '../contract/delivery-action.ts'
import { deliveryUuids } from '../delivery/delivery-uuids.ts'
import type { Actor } from '../platform/actor.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { requireSubscriptionId } from '../subscriptions/require-subscription.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { type ChosenDeadLetter, type DeadLetterChoice, pickDeadLetters } from './dead-letter-action-store.ts'

/** One statement's worth: a selection of any size is worked off in such chunks, the oldest first. */
const chunk = 1_000

/**
 * The dead letters a selection means, chunk by chunk in order of age. Going on after the last id never repeats or skips one, also
 * when those behind it are gone from the table meanwhile.
 */
export async function* eachChosen(actor: Actor, selection: Selection): AsyncGenerator<ChosenDeadLetter[]> {
  const choice = await choiceOf(actor, selection)
  let after: string | null = null
  for (;;) {
    const chosen: ChosenDeadLetter[] = await pickDeadLetters(choice, after, chunk)
    if (chosen.length === 0) return
    after = (chosen.at(-1) as ChosenDeadLetter).deliveryId
    yield chosen
  }
}

/** A selection as the store takes it, in the actor's reach. */
export async function choiceOf(actor: Actor, { ids, filter }: Selection): Promise<DeadLetterChoice> {
  if (ids) return { tenantId: actor.tenantId, appId: actor.appId, ids: deliveryUuids(ids) }
  const tenantId = await resolveTenantFilter(actor, filter?.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, filter?.app, tenantId) }
  return {
    ...reach,
    subscriptionId: filter?.subscription && (await requireSubscriptionId(reach, filter.subscription)),
    type: filter?.type,
    error: filter?.error,
    code: filter?.code,
    cause: filter?.cause,
    fingerprint: filter?.fingerprint,
    from: filter?.after && firstUuidOf(Date.parse(filter.after)),
    until: filter?.before && firstUuidOf(Date.parse(filter.before)),
  }
}
