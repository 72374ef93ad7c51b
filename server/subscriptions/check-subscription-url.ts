import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { subscriptionOperations } from '../contract/subscription.ts'
import { checkUrl } from '../outbound/check-url.ts'
import { isLoopbackHost } from '../outbound/host-rules.ts'
import { outboundPolicy } from '../outbound/outbound-policy.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { findTenantAddressLists } from '../tenants/tenant-store.ts'
import { resolveOwner } from './resolve-owner.ts'

type Operation = typeof subscriptionOperations.checkSubscriptionUrl

/** What saving this URL would say. The addresses behind the name are judged at every dial. */
export async function checkSubscriptionUrl(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const { tenantId } = await resolveOwner(actor, input)
  const ofTenant = await findTenantAddressLists(database().prisma, tenantId)
  const lists = { allow: input.ip_allow ?? [], deny: input.ip_deny ?? [] }
  const verdict = checkUrl(outboundPolicy(), input.url, ofTenant, lists)
  if (!verdict.ok) return { ok: false, message: verdict.message }
  const url = new URL(input.url)
  const hints = [isTlsOnOwnMachine(url) ? tlsSeldomThere : '', url.hash === '' ? '' : neverSent(url.hash)]
  return { ok: true, message: hints.filter((hint) => hint !== '').join(' ') || null }
}

const tlsSeldomThere = 'Servers on one’s own machine seldom speak TLS. If this one does not, begin with http://.'

/** It stays on the side of the sender, as in every HTTP request. */
const neverSent = (fragment: string) => `${fragment} is a fragment: it is never sent to the receiver.`

function isTlsOnOwnMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' && isLoopbackHost(hostname)
}
