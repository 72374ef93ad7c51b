import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

/** What a page may ask for in JavaScript before it can be used, compressed. */
const firstLoadBytes = 350_000

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

const sizes = new Map<string, number>()

/** Compressed bytes of the scripts that the HTML of a page names, whatever is loaded later. */
async function firstLoadOf(page: Page, path: string): Promise<number> {
  const answer = await page.request.get(path)
  expect(answer.status(), path).toBe(200)
  const html = await answer.text()
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  // Old browsers alone load those marked noModule.
  const asked = tags.filter((tag) => !/\snomodule/i.test(tag))
  const scripts = new Set(asked.flatMap((tag) => /(?:src|href)="([^"]+\.js)[^"]*"/.exec(tag)?.[1] ?? []))
  expect(scripts.size, path).toBeGreaterThan(0)
  let sum = 0
  for (const script of scripts) {
    const known = sizes.get(script) ?? gzipSync(await (await page.request.get(script)).body()).length
    sizes.set(script, known)
    sum += known
  }
  return sum
}

test('no page asks for more than 350 kB of JavaScript to begin with', async ({ portal, receiver, api }) => {
  const subscription = await subscribe(api, receiver.url, { events: ['memory.created'] })
  const event = await publish(api, 'memory.created')
  const found = (await api('GET', `/webhooks/deliveries?event=${event.id}`)) as { data: { id: string }[] }
  const ids = { subscription: subscription.id, event: event.id, delivery: found.data[0]?.id ?? '' }
  for (const path of pages) {
    const bytes = await firstLoadOf(
      portal,
      path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof ids) => ids[name]),
    )
    test.info().annotations.push({ type: path, description: `${Math.round(bytes / 1000)} kB` })
    expect.soft(bytes, path).toBeLessThan(firstLoadBytes)
  }
})
