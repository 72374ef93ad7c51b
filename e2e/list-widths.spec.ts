import { status } from '../test/receiver.ts'
import { expect, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

const lists = [
  '/deliveries?status=failed',
  '/events',
  '/events/{event}',
  '/dead-letters',
  '/dead-letters?view=list',
  '/subscriptions',
  '/subscriptions/{subscription}?tab=deliveries',
  '/subscriptions/{subscription}?tab=history',
  '/event-types',
  '/keys',
  '/members',
  '/tenants',
  '/audit',
]

/** What a busy machine may need until something that is under way is there. */
const patient = { timeout: 20_000 }

const widths = [768, 1024, 1280]

test('no list and no page scrolls sideways, and what one acts with is in sight', async ({ portal, receiver, api }) => {
  test.setTimeout(240_000)
  receiver.answer = status(422)
  const { id } = await subscribe(api, receiver.url, {
    events: ['memory.created', 'memory.updated'],
    retry: { schedule: [] },
    description: 'A receiver with a description that is much longer than the column it stands in is wide',
  })
  const event = await publish(api, 'memory.created')
  await expect.poll(() => receiver.requests.length, patient).toBeGreaterThan(0)
  await portal.emulateMedia({ reducedMotion: 'reduce' })
  const tooWide = () =>
    portal.evaluate(() => {
      const frames = [...document.querySelectorAll('table')].flatMap(({ parentElement }) => parentElement ?? [])
      return [document.documentElement, ...frames].filter((it) => it.scrollWidth > it.clientWidth).length
    })
  for (const path of lists) {
    await portal.goto(path.replace('{event}', event.id).replace('{subscription}', id))
    await expect(portal.getByRole('table').first().getByRole('row').nth(1)).toBeVisible(patient)
    for (const width of widths) {
      await portal.setViewportSize({ width, height: 900 })
      await expect.poll(tooWide, `${path}, ${width} wide`).toBe(0)
    }
  }
  for (const width of widths) {
    await portal.setViewportSize({ width, height: 900 })
    await portal.goto('/deliveries?status=failed')
    const link = portal.getByRole('link', { name: 'memory.created' }).first()
    await expect(link).toBeVisible(patient)
    expect(await link.evaluate((it) => it.scrollWidth <= it.clientWidth), 'the event is not cut').toBe(true)
    await portal.goto('/dead-letters')
    for (const name of ['Redeliver', 'Discard']) {
      await expect(portal.getByRole('table').getByRole('button', { name }).first()).toBeInViewport({ ratio: 1 })
    }
  }
})

test('from a small laptop on, what is tried again and what waits take one line', async ({ portal, receiver, api }) => {
  receiver.answer = status(503)
  const { id } = await subscribe(api, receiver.url, { events: ['memory.updated'], retry: { schedule: [2760] } })
  const event = await publish(api, 'memory.updated')
  await expect.poll(() => receiver.requests.length, patient).toBeGreaterThan(0)
  for (const [path, text] of [
    [`/deliveries?subscription=${id}`, /next in/],
    [`/events/${event.id}`, /next in/],
    // Others take it as well.
    ['/events?type=memory.updated', /\d of \d+ delivered, \d+ waiting/],
  ] as const) {
    for (const width of [1280, 1440]) {
      await portal.setViewportSize({ width, height: 900 })
      await portal.goto(path)
      const row = portal.getByRole('row').filter({ hasText: text }).first()
      await expect(row).toBeVisible(patient)
      expect((await row.boundingBox())?.height, `${path}, ${width} wide`).toBeLessThanOrEqual(40)
    }
  }
  await api('DELETE', `/webhooks/subscriptions/${id}`)
})
