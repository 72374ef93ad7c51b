import { publish, subscribe } from './subscription.ts'

const pages = [
  '/',
  '/deliveries',
  '/deliveries/{delivery}',
  '/deliveries?open={delivery}',
  '/events',
  '/events/{event}',
  '/dead-letters',
  '/dead-letters?view=list',
  '/replays',
  '/inboxes',
  '/inboxes/{inbox}',
  '/subscriptions',
  '/subscriptions/new',
  '/subscriptions/{subscription}',
  '/subscriptions/{subscription}?tab=deliveries',
  '/subscriptions/{subscription}?tab=testing',
  '/subscriptions/{subscription}?tab=recovery',
  '/subscriptions/{subscription}?tab=signing',
  '/subscriptions/{subscription}?tab=settings',
  '/subscriptions/{subscription}?tab=history',
  '/event-types',
  '/event-types/memory.created@1',
  '/test-events',
  '/signatures',
  '/signatures?delivery={delivery}',
  '/keys',
  '/tenants',
  '/apps',
  '/audit',
  '/members',
  '/alerts',
  '/settings',
  '/docs',
  '/docs/api',
  '/docs/api/subscriptions',
]

/** The path of every kind of page, with a subscription to `url`, an event, a delivery and an inbox of their own. */
export async function portalPages(
  api: (method: string, path: string, body?: unknown) => Promise<unknown>,
  url: string,
): Promise<string[]> {
  const subscription = await subscribe(api, url, { events: ['memory.created'] })
  const event = await publish(api, 'memory.created')
  const found = (await api('GET', `/webhooks/deliveries?event=${event.id}&subscription=${subscription.id}`)) as {
    data: { id: string }[]
  }
  const inbox = (await api('POST', '/webhooks/inboxes', { tenant: 'demo' })) as { id: string }
  const ids = { subscription: subscription.id, event: event.id, delivery: found.data[0]?.id ?? '', inbox: inbox.id }
  return pages.map((path) => path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof ids) => ids[name]))
}
