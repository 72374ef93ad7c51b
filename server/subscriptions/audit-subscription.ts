import { isDeepStrictEqual } from 'node:util'
import type { Prisma } from '../../prisma/generated/client.ts'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Subscription } from '../contract/subscription.ts'
import type { Actor } from '../platform/actor.ts'

/** One change, as its audit entry tells it. */
export interface SubscriptionChange {
  action: string
  /** uuid */
  tenantId: string
  before: Subscription | null
  after: Subscription | null
  /** Beyond the fields of the subscription, for example the overlap of a rotation. */
  details?: object
}

/** Records a change of a subscription: the fields that differ. Values of headers may be credentials and stay out. */
export async function auditSubscription(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { action, tenantId, before, after, details }: SubscriptionChange,
): Promise<void> {
  await recordAuditEntry(tx, actor, {
    action: `subscription.${action}`,
    targetKind: 'subscription',
    targetId: (after ?? before)?.id ?? '',
    tenantId,
    before: before && differing(before, after),
    after: after || details ? { ...(after && differing(after, before)), ...details } : null,
  })
}

function differing(shown: Subscription, other: Subscription | null): object {
  const fields = Object.entries(shown).filter(([field, value]) => {
    // A probe that failed meanwhile is no change of anybody's.
    return (
      field !== 'updated_at' &&
      field !== 'last_failure' &&
      !isDeepStrictEqual(value, other?.[field as keyof Subscription])
    )
  })
  return Object.fromEntries(
    fields.map(([field, value]) => [field, field === 'headers' ? Object.keys(value as object) : value]),
  )
}
