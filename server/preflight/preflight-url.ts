import type { InputOf } from '../contract/operation.ts'
import type { Preflight, preflightOperations } from '../contract/preflight.ts'
import type { Actor } from '../platform/actor.ts'
import { resolveOwner } from '../subscriptions/resolve-owner.ts'
import { assertUsableSecret } from '../subscriptions/subscription-rules.ts'
import { defaultSettings } from '../subscriptions/subscription-settings.ts'
import { preflightReceiver } from './preflight-receiver.ts'
import { preflightTenant } from './preflight-tenant.ts'

/** Tries a URL that no subscription has yet, under the rules of the tenant it is for. */
export async function preflightUrl(
  actor: Actor,
  input: InputOf<typeof preflightOperations.preflightUrl>,
): Promise<Preflight> {
  const { tenantId } = await resolveOwner(actor, input)
  if (input.secret !== undefined) assertUsableSecret(input.secret)
  return preflightReceiver({
    url: input.url,
    ...(await preflightTenant(tenantId)),
    headers: input.headers ?? {},
    timeoutMs: defaultSettings.timeoutMs,
    secrets: input.secret === undefined ? null : [input.secret],
    lists: { allow: [], deny: [] },
  })
}
