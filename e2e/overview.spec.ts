import { status } from '../test/receiver.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { publish, subscribe, unsubscribeAll } from './subscription.ts'

const settled = async (api: (method: string, path: string) => Promise<unknown>, id: string) =>
  ((await api('GET', `/webhooks/deliveries?subscription=${id}&status=failed`)) as { data: unknown[] }).data.length

test('the overview leads to the subscription that fails, and says what was done to it', async ({
  portal,
  receiver,
  api,
}) => {
  receiver.answer = status(401)
  // Of all that fails the list shows the worst: nothing else may fail as often, and the circuit stays closed below 20.
  await unsubscribeAll(api)
  const { id } = await subscribe(api, receiver.url, { events: ['event.detected'] })
  await api('PATCH', `/webhooks/subscriptions/${id}`, { description: 'Answers 401' })
  for (let n = 0; n < 6; n++) await publish(api, 'event.detected')
  await expect.poll(() => settled(api, id)).toBe(6)

  await portal.goto('/?range=1h')
  const failing = portal.getByRole('region', { name: 'Subscriptions that failed most' })
  const link = failing.locator(`a[href="/subscriptions/${id}"]`)
  await expect(link).toContainText('of 18')
  await expect(portal.getByRole('region', { name: 'Why attempts failed' })).toContainText('answers were 401 or 403')
  await expect(portal.getByRole('list', { name: 'What happened' })).toContainText('Subscription edited')
  await expect(portal.locator('.recharts-surface').first()).toBeVisible()
  await expectAccessible(portal)
  await link.click()

  await expect(portal).toHaveURL(new RegExp(`/subscriptions/${id}`))
  const happened = portal.getByRole('list', { name: 'What happened' })
  await expect(happened.getByRole('listitem')).toHaveText([/^2.+Subscription edited/, /^1.+Subscription created/])
  const attempts = portal.getByRole('region', { name: 'Attempts', exact: true })
  await expect(attempts).toContainText('Failed, given up')
  // Both are of the same bar, unless an hour began between them.
  await expect(attempts.locator('[data-part=marks] text', { hasText: /^(1|2|1–2)$/ }).first()).toBeVisible()
  await portal
    .getByRole('region', { name: 'Why attempts failed' })
    .getByRole('link', { name: /HTTP error/ })
    .click()
  await expect(portal).toHaveURL(
    new RegExp(`/deliveries\\?attempt_error=http_error&attempt_after=.*&subscription=${id}`),
  )
  await expect(portal.getByRole('table', { name: 'Deliveries' }).getByRole('row')).toHaveCount(7)
  await portal.getByRole('button', { name: 'Remove the filter An attempt failed' }).click()
  await expect(portal).not.toHaveURL(/attempt_/)
})

test('drawing across a chart zooms in, the URL holds it, and zooming out comes back', async ({
  portal,
  receiver,
  api,
}) => {
  await subscribe(api, receiver.url, { events: ['memory.updated'] })
  await publish(api, 'memory.updated')
  await expect.poll(() => receiver.requests.length).toBe(1)

  await portal.goto('/?range=6h')
  const chart = portal.getByRole('region', { name: 'Attempts', exact: true }).locator('.recharts-surface').first()
  // Until the page has settled the chart may still move under the pointer.
  await expect(async () => {
    await chart.scrollIntoViewIfNeeded()
    const box = await chart.boundingBox()
    if (!box) throw new Error('The chart has no size.')
    const [y, from, to] = [box.y + box.height / 2, box.x + box.width * 0.5, box.x + box.width * 0.75]
    await portal.mouse.move(from, y)
    await portal.mouse.down()
    await portal.mouse.move((from + to) / 2, y, { steps: 4 })
    await portal.mouse.move(to, y, { steps: 4 })
    await portal.mouse.up()
    await expect(portal).toHaveURL(/from=.*&to=/, { timeout: 3_000 })
  }).toPass()

  const asked = new URL(portal.url()).searchParams
  const minutes = (Date.parse(asked.get('to') ?? '') - Date.parse(asked.get('from') ?? '')) / 60_000
  expect(minutes).toBeGreaterThan(60)
  expect(minutes).toBeLessThan(130)

  // Not of the place in the range before where the pointer was let go.
  await expect(portal.locator('.recharts-tooltip-wrapper').first()).toBeHidden()

  await portal.reload()
  await portal.getByRole('button', { name: 'Zoom out' }).click()
  await expect(portal).toHaveURL(/\/\?range=6h$/)
  await expect(portal.getByRole('button', { name: 'Zoom out' })).toBeHidden()
})

test('the period before is drawn beside, and a range can be typed', async ({ portal }) => {
  await portal.goto('/')
  await portal.getByRole('switch', { name: 'Compare' }).click()
  await expect(portal).toHaveURL(/compare=true/)

  await portal.getByRole('radiogroup', { name: 'Time range' }).getByText('6 h').click()
  await expect(portal).toHaveURL(/range=6h/)
  // Everything happened just now: a line of nothing would read as if nothing had been sent before.
  await expect(portal.getByText('too little is known of the 6 hours before to compare with')).toBeVisible()

  await portal.getByRole('button', { name: 'Custom' }).click()
  const from = portal.getByRole('textbox', { name: 'From' })
  await from.fill('')
  await from.press('Enter')
  await expect(portal.getByText('Say from when on.')).toBeVisible()
  await from.fill('2026-01-01 10:00')
  const until = portal.getByRole('textbox', { name: 'Until' })
  await until.fill('tomorrow')
  await until.press('Enter')
  await expect(portal.getByText('Write it like 2026-11-28 17:00.')).toBeVisible()
  await until.fill('2026-01-01 10:02')
  await expect(portal.getByText('At least five minutes.')).toBeVisible()
  await until.fill('2026-01-01 12:00')
  await portal.getByRole('button', { name: 'Show' }).click()
  await expect(portal.getByText('No attempts in this time.')).toBeVisible()
  await expect(portal.getByRole('button', { name: '1 Jan, 10:00 – 12:00' })).toBeVisible()
})

test('the list of subscriptions shows the last 24 hours of each', async ({ portal, receiver, api }) => {
  const { id } = await subscribe(api, receiver.url, { events: ['import.completed'] })
  await publish(api, 'import.completed')
  await expect
    .poll(
      async () =>
        ((await api('GET', `/webhooks/stats?subscription=${id}`)) as { total: { succeeded: number } }).total.succeeded,
    )
    .toBe(1)
  await portal.goto('/subscriptions')
  const row = portal.getByRole('row').filter({ has: portal.locator(`a[href="/subscriptions/${id}"]`) })
  await expect(row.getByRole('img', { name: '1 attempt in 24 hours, 0 failed' })).toBeVisible()
  await expect(row).toContainText('100 %')
})

test('a range of one’s own is told in the time of the reader, and the page comes alive as it was sent', async ({
  browser,
  product,
  ownerState,
}) => {
  const timezoneId = 'Asia/Kolkata'
  const context = await browser.newContext({ baseURL: product.url, storageState: ownerState, timezoneId })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto('/?from=2026-01-01T10:00:00.000Z&to=2026-01-03T12:00:00.000Z')
  await expect(page.getByRole('button', { name: /^1 Jan, 15:30\s–\s3 Jan, 17:30$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await expect(page.getByRole('button', { name: 'Custom' })).toBeVisible()
  await page.goto('/keys')
  // Until the page lives nothing opens.
  await expect(async () => {
    await page.mouse.move(0, 0)
    await page.locator('time:visible').first().hover()
    await expect(page.getByRole('tooltip')).toHaveText(/^\S+ \S+ Asia\/\S+.+ UTC$/, { timeout: 2_000 })
  }).toPass()
  expect(faults).toEqual([])
  await context.close()
})
