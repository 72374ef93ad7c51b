import { publish, subscribe } from './subscription.ts'

const pages = [
  '/',
  '/subscriptions',
  '/subscriptions/new',
  '/subscriptions/{subscription}',
  '/subscriptions/{subscription}?tab=settings',
  '/subscriptions/{subscription}?tab=testing',
  '/deliveries',
  '/deliveries/{delivery}',
  '/events',
  '/events/{event}',
  '/dead-letters',
  '/replays',
  '/inboxes',
  '/event-types',
  '/event-types/memory.created@1',
  '/test-events',
  '/signatures',
  '/apps',
  '/keys',
  '/tenants',
  '/audit',
  '/members',
  '/alerts',
  '/settings',
  '/docs',
  '/docs/api/subscriptions',
]

/** The path of every kind of page, with a subscription to `url`, an event and a delivery of their own. */
export async function portalPages(
  api: (method: string, path: string, body?: unknown) => Promise<unknown>,
  url: string,
): Promise<string[]> {
  const subscription = await subscribe(api, url, { events: ['memory.created'] })
  const event = await publish(api, 'memory.created')
  const found = (await api('GET', `/webhooks/deliveries?event=${event.id}`)) as { data: { id: string }[] }
  const ids = { subscription: subscription.id, event: event.id, delivery: found.data[0]?.id ?? '' }
  return pages.map((path) => path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof ids) => ids[name]))
}
