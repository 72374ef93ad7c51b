import { readFile } from 'node:fs/promises'
import { verifySignature } from '../server/signing/verify-signature.ts'
import { status } from '../test/receiver.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { signInLink, viewerPage } from './sign-in-as.ts'
import { publish, subscribe } from './subscription.ts'

/** What a busy machine may need until something that is under way is there. */
const patient = { timeout: 20_000 }

// Whole journeys: on a busy machine each takes most of a minute.
test.describe.configure({ timeout: 150_000 })

test('many deliveries are chosen, counted, and sent again together', async ({ portal, receiver, api }) => {
  const { id, tenant } = await subscribe(api, receiver.url, { events: ['memory.updated'] })
  for (let n = 0; n < 4; n++) await publish(api, 'memory.updated')
  await expect.poll(() => receiver.requests.length, patient).toBe(4)
  await portal.goto(`/deliveries?subscription=${id}`)
  const boxes = portal.getByRole('checkbox', { name: /^Select memory.updated/ })
  await expect(boxes).toHaveCount(4)
  await boxes.nth(0).click()
  await boxes.nth(2).click({ modifiers: ['Shift'] })
  const bar = portal.getByRole('region', { name: 'Selection' })
  await expect(bar.getByText('3 selected')).toBeVisible()
  await expectAccessible(portal)

  const size = portal.viewportSize()
  await portal.setViewportSize({ width: 390, height: 844 })
  const place = async (name: string) => (await bar.getByRole('button', { name }).boundingBox()) ?? { y: 0, width: 0 }
  await expect(async () => {
    const { y, width } = await place('Redeliver')
    expect(await place('Cancel deliveries')).toMatchObject({ y, width })
    expect((await place('Select none')).y).toBeLessThan(y)
  }).toPass()
  if (size) await portal.setViewportSize(size)

  await bar.getByRole('button', { name: 'Redeliver' }).click()
  const dialog = portal.getByRole('dialog', { name: 'Redeliver 3 deliveries?' })
  await expect(dialog).toBeVisible(patient)
  expect(receiver.requests).toHaveLength(4)
  await dialog.getByRole('button', { name: 'Redeliver 3 deliveries' }).click()
  await expect(portal.getByText('3 deliveries queued for redelivery.')).toBeVisible(patient)
  await expect.poll(() => receiver.requests.length, patient).toBe(7)
  await expect(bar).toHaveCount(0)

  const all = portal.getByRole('checkbox', { name: 'Select all on this page' })
  await all.click()
  await expect(bar.getByText('4 selected')).toBeVisible()
  // There are no others.
  const takeAll = bar.getByRole('button', { name: 'Select all that match' })
  await expect(takeAll).toHaveCount(0)
  await bar.getByRole('button', { name: 'Cancel deliveries' }).click()
  const ended = portal.getByRole('dialog', { name: 'There is nothing left to cancel' })
  await expect(ended.getByText('Each of them has ended')).toBeVisible(patient)
  await expect(ended.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
  await ended.getByRole('button', { name: 'Close' }).last().click()

  const events = Array.from({ length: 48 }, (_, n) => ({ tenant, type: 'memory.updated', data: { n } }))
  await api('POST', '/webhooks/events', { events })
  await expect.poll(() => receiver.requests.length, patient).toBe(55)
  await portal.reload()
  await expect(boxes).toHaveCount(50, patient)
  await all.click()
  await takeAll.click()
  await bar.getByRole('button', { name: 'Redeliver' }).click()
  await portal.getByRole('button', { name: 'Redeliver 52 deliveries' }).click()
  await portal.getByRole('link', { name: 'See how far it is' }).click()
  await expect(portal).toHaveURL(/\/replays\/rpl_/)
  await expect.poll(() => receiver.requests.length, patient).toBe(107)
})

test('the list does not move under its reader while a hundred events a second arrive', async ({
  portal,
  receiver,
  api,
}) => {
  const { id, tenant } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  const burst = (count: number) =>
    api('POST', '/webhooks/events', {
      events: Array.from({ length: count }, (_, n) => ({ tenant, type: 'tag.added', data: { n } })),
    })
  await burst(50)
  await portal.goto(`/deliveries?subscription=${id}`)
  const rows = portal.getByRole('row').filter({ hasText: 'tag.added' })
  await expect(rows).toHaveCount(50)
  await rows.nth(25).scrollIntoViewIfNeeded()
  await portal.mouse.move(0, 0)
  await expect.poll(() => portal.evaluate(() => window.scrollY)).toBeGreaterThan(0)
  const link = rows.nth(25).getByRole('link')
  const seen = async () => [await link.getAttribute('href'), await rows.nth(25).boundingBox()]
  const before = await seen()
  for (let second = 0; second < 4; second++) await burst(100)
  await expect(portal.getByRole('button', { name: '50 or more new' })).toBeVisible(patient)
  expect(await seen()).toEqual(before)
})

test('whoever may only look sees everything and finds nothing to press', async ({
  browser,
  product,
  receiver,
  api,
}) => {
  const { id } = await subscribe(api, receiver.url, { events: ['import.completed'] })
  await publish(api, 'import.completed')
  const page = await viewerPage(browser, product)
  await page.goto(`/deliveries?subscription=${id}`)
  await page.getByRole('link', { name: 'import.completed' }).click()
  await expect(page.getByRole('list', { name: 'Attempts' }).getByRole('button')).toHaveCount(1, patient)
  for (const name of ['Redeliver', 'Cancel']) await expect(page.getByRole('button', { name })).toHaveCount(0)
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Download HAR'])
  await page.goto(`/deliveries?subscription=${id}`)
  await expect(page.getByRole('row').filter({ hasText: 'import.completed' })).toHaveCount(1)
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await page.goto(`/subscriptions/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Settings' }).click()
  await expect(page.getByText('that of the installation')).toBeVisible(patient)
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await page.getByRole('tab', { name: 'Testing' }).click()
  await expect(page.getByText('You may look, not send')).toBeVisible(patient)
  await page.goto(`/subscriptions/${id}?tab=history`)
  await expect(page.getByRole('alert').getByText('Not allowed')).toBeVisible(patient)
  await page.goto('/members')
  await expect(page.getByRole('alert').getByText('Not allowed')).toBeVisible(patient)
  await expect(page.getByRole('button', { name: 'Invite' })).toHaveCount(0)
  await page.goto('/subscriptions/new')
  await expect(page.getByText('You may look at subscriptions, not create them')).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await page.getByRole('link', { name: 'Back to the subscriptions' }).click()
  await expect(page.getByRole('table', { name: 'Subscriptions' })).toBeVisible(patient)
  await page.goto('/keys')
  await expect(page.getByRole('alert').getByText('Not allowed')).toBeVisible(patient)
  for (const name of ['New key', 'Try again']) await expect(page.getByRole('button', { name })).toHaveCount(0)
  const refused = await page.request.post('/api/trpc/deliveries.redeliverMany', {
    headers: { origin: product.url, 'content-type': 'application/json' },
    data: { filter: {} },
  })
  expect(refused.status()).toBe(403)
  expect(receiver.requests).toHaveLength(1)
  await page.context().close()
})

test('from signing in to a redelivery by keyboard alone', async ({ browser, product, receiver, api }) => {
  receiver.answer = status(422)
  const { id } = await subscribe(api, receiver.url, { events: ['event.detected'], retry: { schedule: [] } })
  await publish(api, 'event.detected')
  await expect.poll(() => receiver.requests.length, patient).toBe(1)
  receiver.answer = status(200)
  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  const { keyboard } = page
  await page.goto(signInLink(product))
  const enter = page.getByRole('button', { name: 'Sign in' })
  await expect(enter).toBeVisible()
  while (!(await enter.evaluate((button) => button === document.activeElement))) await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible(patient)
  // The heading is there before the page's scripts are, and a key that nobody heard is pressed again.
  await expect(async () => {
    await keyboard.press('g')
    await keyboard.press('d')
    await expect(page.getByRole('heading', { name: 'Deliveries' })).toBeVisible({ timeout: 3_000 })
  }).toPass(patient)
  // Other subscriptions got it too: these are the deliveries of this one.
  await page.goto(`/deliveries?subscription=${id}`)
  await expect(page.getByRole('row').filter({ hasText: 'event.detected' })).toHaveCount(1, patient)
  await keyboard.press('j')
  const drawer = page.getByRole('dialog').filter({ has: page.getByRole('link', { name: 'Open as a page' }) })
  await expect(drawer.getByText('event.detected').first()).toBeVisible(patient)
  await expect(drawer.getByRole('button', { name: 'Redeliver' })).toBeVisible(patient)
  await keyboard.press('r')
  await expect(page.getByText('Queued for redelivery.')).toBeVisible(patient)
  await expect.poll(() => receiver.requests.length, patient).toBe(2)
  await keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await context.close()
})

test('a secret is rotated while events arrive, and every request verifies', async ({ portal, receiver, api }) => {
  const { id, secret } = await subscribe(api, receiver.url, { events: ['memory.created'] })
  await portal.goto(`/subscriptions/${id}?tab=signing`)
  let published = 0
  let isOver = false
  const traffic = (async () => {
    while (!isOver) {
      await publish(api, 'memory.created')
      published += 1
    }
  })()
  await portal.getByRole('button', { name: 'Rotate' }).first().click()
  const dialog = portal.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Rotate/ }).click()
  const fresh = await dialog.getByText(/^whsec_/).innerText()
  const verify = (request: (typeof receiver.requests)[number], secrets: string[]) =>
    verifySignature({ headers: request.headers, body: request.body, secrets, now: Math.floor(request.at / 1000) }).ok
  const last = () => receiver.requests.at(-1)
  await expect.poll(() => Boolean(last() && verify(last() as never, [fresh])), patient).toBe(true)
  isOver = true
  await traffic
  await expect.poll(() => receiver.requests.length, patient).toBe(published)
  expect(receiver.requests.filter((request) => !verify(request, [secret]))).toEqual([])
  expect(verify(last() as never, [fresh])).toBe(true)
})

test('a payload is searched, the filters are kept as a view, and a delivery is taken elsewhere', async ({
  portal,
  receiver,
  api,
}) => {
  receiver.answer = status(500)
  const { id, tenant, secret } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  for (const n of [41, 42, 43]) {
    await api('POST', '/webhooks/events', { tenant, type: 'tag.added', data: { user: { id: n } } })
  }
  await portal.goto('/deliveries?payload=order-4711')
  await expect(portal.getByText('payload=order-4711')).toBeVisible()
  await expect(portal.getByRole('table', { name: 'Deliveries' })).toBeVisible()
  await portal.goto('/deliveries?status=broken&code=200')
  await expect(portal.getByText('status=broken')).toBeVisible()
  await portal.getByRole('button', { name: 'Remove the filter Not known' }).click()
  await expect(portal).toHaveURL(/deliveries\?code=200$/)
  await portal.getByRole('button', { name: 'Clear all filters' }).click()
  await portal.getByRole('combobox', { name: 'Subscription' }).fill(receiver.url.replace('http://', '').toUpperCase())
  await portal
    .getByRole('option')
    .filter({ hasText: new URL(receiver.url).host })
    .click()
  await expect(portal).toHaveURL(new RegExp(`subscription=${id}`))
  await expect(portal.getByRole('row').filter({ hasText: 'tag.added' })).toHaveCount(3, patient)
  await portal.getByLabel('what the payload says').fill('tag.added')
  await portal.keyboard.press('Enter')
  await expect(portal).toHaveURL(/type=tag.added/)
  await expect(portal.getByLabel('what the payload says')).toHaveValue('')
  await portal.getByLabel('what the payload says').fill('nothing at all')
  await portal.keyboard.press('Enter')
  const fault = portal.getByText('path:value such as')
  await expect(fault).toBeVisible()
  expect((await fault.boundingBox())?.height, 'it has a line of its own').toBeLessThan(30)
  await portal.goto(`/deliveries?subscription=${id}&status=undelivered`)
  await expect(portal.getByRole('row').filter({ hasText: 'tag.added' })).toHaveCount(3)
  await expect(portal.getByRole('combobox', { name: 'Status' })).toHaveValue('Not delivered')
  await expect(portal.getByRole('combobox', { name: 'Subscription' })).toHaveValue(
    new RegExp(new URL(receiver.url).host),
  )
  await portal.getByRole('combobox', { name: 'Result' }).click()
  await portal.getByRole('option', { name: '2xx' }).click()
  await expect(portal.getByText('No delivery matches')).toBeVisible(patient)
  await portal.getByRole('combobox', { name: 'Result' }).fill('500')
  await portal.getByRole('option', { name: '500', exact: true }).click()
  await expect(portal).toHaveURL(/code=500/)
  await expect(portal.getByRole('row').filter({ hasText: 'tag.added' })).toHaveCount(3, patient)
  await portal.getByRole('combobox', { name: 'Result' }).click()
  await portal.getByRole('option', { name: '5xx' }).click()
  await expect(portal).toHaveURL(/code_class=5xx/)
  await expect(portal.getByRole('row').filter({ hasText: 'tag.added' })).toHaveCount(3, patient)
  await portal.getByLabel('what the payload says').fill('data.user.id:42')
  await portal.keyboard.press('Enter')
  await expect(portal.getByText('Searched all 3 payloads.')).toBeVisible(patient)
  await expect(portal.getByRole('row').filter({ hasText: 'tag.added' })).toHaveCount(1)
  await portal.getByLabel('what the payload says').fill('order 4711')
  await portal.keyboard.press('Enter')
  await expect(portal.getByText('The list still shows data.user.id:42')).toBeVisible()

  const view = `User 42 of ${id}`
  await portal.getByRole('button', { name: 'Views' }).click()
  await portal.getByRole('menuitem', { name: 'Save these filters' }).click()
  await portal.getByLabel('Name').fill(view)
  await portal.keyboard.press('Enter')
  await expect(portal.getByText('Saved as')).toBeVisible(patient)
  await portal.goto('/deliveries')
  await portal.getByRole('button', { name: 'Views' }).click()
  await portal.getByRole('menuitem', { name: view, exact: true }).click()
  await expect(portal.getByRole('row').filter({ hasText: 'tag.added' })).toHaveCount(1)
  await expect(portal.getByRole('combobox', { name: 'Result' })).toHaveValue('5xx')
  await expect(portal.getByRole('button', { name: `Views: ${view}`, exact: true })).toBeVisible()
  await portal.getByRole('combobox', { name: 'Time' }).click()
  await portal.getByRole('option', { name: 'Custom range…' }).click()
  const between = portal.getByRole('dialog', { name: 'Between' })
  await between.getByRole('textbox', { name: 'From' }).fill('2020-01-01T10:00')
  await between.getByRole('textbox', { name: 'Until' }).fill('2020-01-01T09:00')
  await between.getByRole('button', { name: 'Show' }).click()
  await expect(between.getByText('Must be after “From”.')).toBeVisible()
  await between.getByRole('textbox', { name: 'Until' }).fill('2020-01-02T09:00')
  await between.getByRole('button', { name: 'Show' }).click()
  await expect(portal).toHaveURL(/after=2020.*before=2020/)
  await expect(portal.getByText('1 Jan, 10:00 – 2 Jan, 09:00')).toBeVisible()
  await expect(portal.getByText('No delivery matches')).toBeVisible(patient)
  await portal.getByRole('button', { name: 'Remove the filter Accepted' }).click()
  await expect(portal).not.toHaveURL(/before=/)
  await portal.getByRole('combobox', { name: 'Result' }).fill('500')
  await portal.getByRole('option', { name: '500', exact: true }).click()
  await portal.getByRole('button', { name: `Views: ${view}, changed` }).click()
  await portal.getByRole('menuitem', { name: 'Update view' }).click()
  await expect(portal.getByText('is updated.')).toBeVisible(patient)
  await expect(portal.getByRole('button', { name: `Views: ${view}`, exact: true })).toBeVisible(patient)
  await portal.getByRole('button', { name: 'Views' }).click()
  await portal.getByRole('button', { name: `Delete the view ${view}` }).click()
  await expect(portal.getByText('The view is deleted.')).toBeVisible(patient)
  await portal.keyboard.press('Escape')

  await portal.getByRole('link', { name: 'tag.added' }).click()
  // Probes of its circuit are attempts, too: how many there are depends on how long all this took.
  await expect(portal.getByRole('list', { name: 'Attempts' }).getByRole('button').nth(2)).toBeVisible(patient)
  await portal.getByRole('combobox', { name: 'Compare with' }).click()
  await portal.getByRole('option', { name: 'Attempt 1' }).click()
  const compared = portal.getByRole('table', { name: 'Request headers compared' })
  await expect(compared.getByRole('row').filter({ hasText: 'x-pt-signature' })).toHaveAttribute('data-changed', 'true')
  await expectAccessible(portal)

  await portal.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    portal.waitForEvent('download'),
    portal.getByRole('menuitem', { name: 'Download HAR' }).click(),
  ])
  const { log } = JSON.parse(await readFile(await download.path(), 'utf8')) as { log: { entries: unknown[] } }
  expect(log.entries.length).toBeGreaterThanOrEqual(3)
  await portal.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await portal.keyboard.press('c')
  await expect(portal.getByText('Copied.')).toBeVisible(patient)
  const command = await portal.getByRole('region', { name: 'cURL command' }).innerText()
  expect(command).toContain(receiver.url)
  expect(command).not.toContain(secret)
  expect(await portal.evaluate(() => navigator.clipboard.readText())).toContain(receiver.url)
})

test('a link to a page of a list that does not exist leads to the first page, and keeps its filter', async ({
  portal,
}) => {
  await portal.goto('/deliveries?status=failed&cursor=nonsense')
  await expect(portal.getByText('This page of the list does not exist')).toBeVisible(patient)
  await expectAccessible(portal)
  await portal.getByRole('link', { name: 'To the first page' }).click()
  await expect(portal).toHaveURL(/\/deliveries\?status=failed$/)
})
