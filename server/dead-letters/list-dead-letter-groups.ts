import { resolveAppFilter } from '../apps/resolve-app.ts'
import type { deadLetterOperations } from '../contract/dead-letter.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import { bodyExcerpt } from '../delivery/body-excerpt.ts'
import type { Actor } from '../platform/actor.ts'
import { requireSubscriptionId } from '../subscriptions/require-subscription.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { type DeadLetterGroupRow, groupDeadLetters } from './dead-letter-group-store.ts'

type Operation = typeof deadLetterOperations.listDeadLetterGroups

/** So many are looked at: older ones of a flood are of the same groups. */
const lookedAt = 2_000

/** The dead letters by what they died of, the largest group first. */
export async function listDeadLetterGroups(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const reach = { tenantId, appId: await resolveAppFilter(actor, input.app, tenantId) }
  const subscriptionId =
    input.subscription === undefined ? null : await requireSubscriptionId(reach, input.subscription)
  const { groups, looked } = await groupDeadLetters({ ...reach, subscriptionId }, lookedAt)
  return {
    truncated: looked >= lookedAt,
    data: groups.map((row) => ({
      fingerprint: row.fingerprint,
      error: row.error,
      code: row.code,
      message: messageOf(row),
      count: row.count,
      absent: row.absent,
      subscriptions: row.subscriptionIds.map((id) => toId('subscription', id)),
      url: row.url,
      subscription_deleted: row.isDeleted,
      tenants: row.tenantIds.map((id) => toId('tenant', id)),
      types: row.types,
      first_died_at: row.oldestDiedAt.toISOString(),
      last_died_at: row.newestDiedAt.toISOString(),
    })),
  }
}

function messageOf({ responseBody, errorDetail }: DeadLetterGroupRow): string | null {
  if (responseBody === null || responseBody.length === 0) return errorDetail
  const { text, encoding } = bodyExcerpt(responseBody, true)
  return encoding === 'utf-8' ? text : errorDetail
}
