import type { Page } from '@playwright/test'
import { startWebhookSite, type WebhookSiteServer } from '../test/webhook-site.ts'
import { test as base, expect, expectAccessible } from './fixtures.ts'
import { publish } from './subscription.ts'

/** An installation whose operator turned webhook.site on: a copy of their own, on this machine. */
const test = base.extend<object, { site: WebhookSiteServer }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      await using site = await startWebhookSite()
      await use(site)
    },
    { scope: 'worker' },
  ],
  environment: [
    async ({ site }, use) => use({ WEBHOOK_SITE_URL: site.base, WEBHOOK_SITE_API_KEY: 'the-key' }),
    { scope: 'worker' },
  ],
})

test.describe.configure({ timeout: 150_000 })

const patient = { timeout: 20_000 }

async function makeThere(portal: Page, site: WebhookSiteServer): Promise<void> {
  const { host } = new URL(site.base)
  const question = portal.getByRole('dialog')
  // A click before the page is alive goes nowhere.
  await expect(async () => {
    await portal
      .getByRole('button', { name: `New at ${host}` })
      .first()
      .click()
    await expect(question).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expect(question.getByText('leaves this installation')).toBeVisible()
  await expectAccessible(portal)
  await question.getByRole('button', { name: 'Create inbox' }).click()
}

test('an inbox at webhook.site is made, subscribed, shows both sides live, answers as told, is full, and is deleted there', async ({
  portal,
  site,
  api,
}) => {
  await portal.goto('/inboxes')
  await makeThere(portal, site)
  await expect(portal.getByText('Listening')).toBeVisible(patient)
  const inboxPage = portal.url()
  const url = (await portal.getByRole('region', { name: 'URL of the inbox' }).innerText()).trim()
  const token = url.slice(`${site.base}/`.length)
  expect([...site.tokens.keys()]).toEqual([token])
  expect([...site.keysSeen]).toEqual(['the-key'])
  await expect(portal.getByText('what is sent to it leaves this installation')).toBeVisible()
  await expectAccessible(portal)

  await portal.getByRole('link', { name: 'Subscribe this inbox' }).click()
  await expect(portal.getByRole('textbox', { name: 'URL' })).toHaveValue(url)
  const events = portal.getByRole('combobox', { name: 'Events' })
  await events.fill('memory.updated')
  await events.press('Enter')
  await events.press('Escape')
  await portal.getByRole('button', { name: 'Create subscription' }).click()
  await expect(portal.getByRole('dialog', { name: 'Subscription created' })).toBeVisible(patient)
  const { data } = (await api('GET', '/webhooks/subscriptions?tenant=demo')) as { data: { id: string }[] }
  const subscription = `/webhooks/subscriptions/${data[0]?.id}`

  // Nobody loads the page again: what arrives appears.
  await portal.goto(inboxPage)
  await expect(portal.getByText('Listening')).toBeVisible(patient)
  await publish(api, 'memory.updated')
  const requests = portal.getByRole('table', { name: 'Requests' })
  await expect(requests.getByText('Verified', { exact: true })).toHaveCount(1, patient)
  await expect(requests.getByText('As sent', { exact: true })).toHaveCount(1, patient)
  await expect(portal.getByText('Every header arrived as it was sent.')).toBeVisible(patient)
  await expect(portal.getByText('arrived byte for byte')).toBeVisible()
  expect(site.tokens.get(token)?.requests).toHaveLength(1)
  await expectAccessible(portal)

  await expect(portal.getByRole('button', { name: '410 gone' })).toHaveCount(0)
  await portal.getByRole('button', { name: '500 error' }).click()
  await expect(portal.getByText('From now on it answers 500.')).toBeVisible(patient)
  expect(site.tokens.get(token)?.answers).toMatchObject({ default_status: 500 })
  await publish(api, 'memory.updated')
  await expect.poll(() => site.tokens.get(token)?.requests.length ?? 0, patient).toBeGreaterThan(1)
  await expect(requests.getByText('As sent', { exact: true }).nth(1)).toBeVisible(patient)
  await requests.getByRole('button', { name: 'POST memory.updated' }).first().click()
  await expect(portal.getByText('We saw').locator('xpath=..')).toContainText('500', patient)
  await expect(requests.getByRole('cell', { name: '500', exact: true }).first()).toBeVisible()

  await portal.getByRole('button', { name: '200 OK' }).click()
  await expect(portal.getByText('From now on it answers 200.')).toBeVisible(patient)
  site.maxRequests = 0
  await publish(api, 'memory.updated')
  await expect(portal.getByText('Expired', { exact: true })).toBeVisible(patient)
  await expect(portal.getByText('No subscription was disabled for it.')).toBeVisible()
  expect(await api('GET', subscription)).toMatchObject({ status: 'active' })
  await expectAccessible(portal)
  await portal.goto('/inboxes')
  await expect(portal.getByRole('row').filter({ hasText: 'Expired' })).toHaveCount(1)

  site.maxRequests = 500
  await portal.goto(inboxPage)
  await portal.getByRole('button', { name: 'Clear requests' }).click()
  await expect(portal.getByText('Expired', { exact: true })).toHaveCount(0, patient)
  await expect(portal.getByText('Listening')).toBeVisible(patient)
  await api('DELETE', subscription)
  await portal.getByRole('button', { name: 'Delete' }).click()
  await portal.getByRole('button', { name: 'Delete inbox' }).click()
  await expect(portal.getByRole('heading', { level: 1, name: 'Inboxes' })).toBeVisible(patient)
  await expect.poll(() => site.tokens.has(token), patient).toBe(false)
})

test('it is made as the target of a new subscription, and a site that is away is said in words', async ({
  portal,
  site,
}) => {
  await portal.goto('/subscriptions/new')
  await makeThere(portal, site)
  await expect(portal.getByRole('textbox', { name: 'URL' })).toHaveValue(new RegExp(`^${site.base}/`), patient)

  await portal.goto('/inboxes')
  await portal
    .getByRole('link', { name: new URL(site.base).host })
    .first()
    .click()
  await expect(portal.getByText('Listening')).toBeVisible(patient)
  site.trouble = { status: 503, body: 'Oops' }
  await expect(portal.getByText('New requests could not be read.')).toBeVisible(patient)
  await expectAccessible(portal)
  await portal.getByRole('button', { name: 'Delete' }).click()
  await portal.getByRole('button', { name: 'Delete inbox' }).click()
  await expect(portal.getByRole('heading', { level: 1, name: 'Inboxes' })).toBeVisible(patient)
  site.trouble = null
  await expect.poll(() => site.tokens.size, patient).toBe(0)
})
