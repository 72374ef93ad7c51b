import type { Actor } from '../platform/actor.ts'
import { requireSubscription } from '../subscriptions/require-subscription.ts'
import type { InboxSettings } from './inbox-store.ts'

export interface InboxChange {
  name?: string | undefined
  subscription?: string | null | undefined
  status?: number | undefined
  delay_ms?: number | undefined
  fail_rate?: number | undefined
  retry_after_seconds?: number | null | undefined
}

/** Answers 200 at once. */
export const defaultInboxSettings: InboxSettings = {
  name: '',
  subscriptionId: null,
  status: 200,
  delayMs: 0,
  failRate: 0,
  retryAfterSeconds: null,
}

/** `former` with the change applied. Throws `not_found` for a subscription that is not of the inbox's tenant (uuid). */
export async function changeInboxSettings(
  actor: Actor,
  tenantId: string,
  former: InboxSettings,
  change: InboxChange,
): Promise<InboxSettings> {
  const reach = { tenantId, appId: actor.appId }
  const { name, subscription, status, delay_ms, fail_rate, retry_after_seconds } = change
  return {
    name: name ?? former.name,
    subscriptionId:
      subscription === undefined
        ? former.subscriptionId
        : subscription === null
          ? null
          : (await requireSubscription(reach, subscription)).id,
    status: status ?? former.status,
    delayMs: delay_ms ?? former.delayMs,
    failRate: fail_rate ?? former.failRate,
    retryAfterSeconds: retry_after_seconds === undefined ? former.retryAfterSeconds : retry_after_seconds,
  }
}
