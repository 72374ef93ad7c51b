import { expect, expectAccessible, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

interface Listed {
  data: { id: string }[]
}

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

/**
 * Analysing a page takes seconds. What a page is made of depends on its width and its colours on its theme: each of both is
 * analysed by every rule once, and in the looks between, without loading the page again, by what the two decide together.
 */
const walks = [
  { width: 1440, first: 'light', second: 'dark' },
  { width: 390, first: 'dark', second: 'light' },
] as const
const rulesOfColours = ['color-contrast', 'link-in-text-block']

for (const { width, first, second } of walks) {
  test(`no page has an accessibility fault or runs over its edge (${width} wide, ${first} and ${second})`, async ({
    portal,
    receiver,
    api,
  }) => {
    test.setTimeout(600_000)
    const subscription = await subscribe(api, receiver.url, { events: ['memory.created'] })
    const event = await publish(api, 'memory.created')
    const inbox = (await api('POST', '/webhooks/inboxes', { tenant: 'demo' })) as { id: string }
    const found = (await api('GET', `/webhooks/deliveries?event=${event.id}&subscription=${subscription.id}`)) as Listed
    const ids = { delivery: found.data[0]?.id ?? '', event: event.id, subscription: subscription.id, inbox: inbox.id }
    await portal.setViewportSize({ width, height: 900 })
    for (const path of pages) {
      await test.step(path, async () => {
        await portal.emulateMedia({ colorScheme: first, reducedMotion: 'reduce' })
        await portal.goto(path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof ids) => ids[name]))
        await expect(portal.getByRole('heading', { level: 1 }).or(portal.getByRole('dialog')).first()).toBeVisible()
        await expectAccessible(portal)
        const overflow = await portal.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect.soft(overflow, 'the page must not scroll sideways').toBe(0)
        await portal.emulateMedia({ colorScheme: second, reducedMotion: 'reduce' })
        await expect(portal.locator('html')).toHaveAttribute('data-mantine-color-scheme', second)
        // Colours that still change from one theme to the other belong to neither.
        await portal.waitForFunction(() => document.getAnimations().every((it) => !(it instanceof CSSTransition)))
        await expectAccessible(portal, { rules: rulesOfColours })
      })
    }
  })
}
