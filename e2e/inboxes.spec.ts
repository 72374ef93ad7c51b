import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

const patient = { timeout: 20_000 }

test.describe.configure({ timeout: 150_000 })

type Api = (method: string, path: string, body?: unknown) => Promise<unknown>

interface Told {
  status: string
  status_reason: string | null
  data: { id: string; status: string; code: number | null; error: string | null; next_attempt_at: string | null }[]
}

/** An inbox that is open in the portal, and a subscription to it. */
async function openInbox(portal: Page, api: Api, settings: object) {
  const inbox = (await api('POST', '/webhooks/inboxes', { tenant: 'demo' })) as { id: string; url: string }
  const subscription = await subscribe(api, inbox.url, settings)
  await portal.goto(`/inboxes/${inbox.id}`)
  await expect(portal.getByText('Listening')).toBeVisible(patient)
  return { ...inbox, subscription: subscription.id, secret: subscription.secret }
}

async function answer(portal: Page, label: string, told: string): Promise<void> {
  const button = portal.getByRole('button', { name: label })
  await button.click()
  await expect(portal.getByText(`From now on it answers ${told}.`)).toBeVisible(patient)
  await expect(button).toHaveAttribute('aria-pressed', 'true')
}

test('an inbox asks to wait, answers too late, and is gone, at a click each; the attempts say so', async ({
  portal,
  api,
}) => {
  const { subscription } = await openInbox(portal, api, {
    events: ['memory.updated'],
    timeout_ms: 1_000,
    retry: { schedule: [600] },
  })
  await api('POST', `/webhooks/subscriptions/${subscription}/preflight`)
  await expect(portal.getByText(/^A check of the receiver/)).toBeVisible(patient)
  const requests = portal.getByRole('table', { name: 'Requests' })
  const deliveries = async () =>
    ((await api('GET', `/webhooks/deliveries?subscription=${subscription}&limit=100`)) as Told).data

  await answer(portal, 'Slow, 20 s', '200 after 20 s')
  await publish(api, 'memory.updated')
  await expect.poll(deliveries, patient).toMatchObject([{ status: 'retrying', error: 'timeout' }])
  await expect(portal.getByText('We saw').locator('xpath=..')).toContainText('timeout', patient)

  await answer(portal, '410 gone', '410')
  await publish(api, 'memory.updated')
  await expect(requests.getByRole('cell', { name: '410', exact: true })).toHaveCount(1, patient)
  await expect
    .poll(async () => ((await api('GET', `/webhooks/subscriptions/${subscription}`)) as Told).status, patient)
    .toBe('disabled')
  await expectAccessible(portal)

  await answer(portal, '429 wait 30 s', '429 asking to wait 30 s')
  // Left to the schedule it would come again at once.
  await api('PATCH', `/webhooks/subscriptions/${subscription}`, { retry: { schedule: [1, 1] } })
  await api('POST', `/webhooks/subscriptions/${subscription}/resume`)
  const publishedAt = Date.now()
  await publish(api, 'memory.updated')
  await expect(requests.getByRole('cell', { name: '429', exact: true }).first()).toBeVisible(patient)
  const waiting = async () => (await deliveries()).find(({ code }) => code === 429)?.next_attempt_at ?? ''
  await expect.poll(waiting, patient).not.toBe('')
  expect(Date.parse(await waiting()) - publishedAt).toBeGreaterThan(29_000)
})

test('an inbox fails at random, and what was changed on the way is shown to the byte', async ({ portal, api }) => {
  const { url, secret } = await openInbox(portal, api, {
    events: ['import.completed'],
    retry: { schedule: [] },
    auto_redeliver: false,
  })
  const requests = portal.getByRole('table', { name: 'Requests' })
  await answer(portal, 'Half fail', '200 or 500 in 50 %')
  const count = 18
  for (let n = 0; n < count; n++) await publish(api, 'import.completed')
  await expect(requests.getByText('Verified', { exact: true })).toHaveCount(count, patient)
  const of = (code: number) => requests.getByRole('cell', { name: String(code), exact: true })
  // All of one kind: once in 130,000 times.
  await expect.poll(async () => (await of(200).count()) + (await of(500).count()), patient).toBe(count)
  expect(await of(200).count()).toBeGreaterThan(0)
  expect(await of(500).count()).toBeGreaterThan(0)

  await portal.getByRole('button', { name: 'Rename' }).click()
  const dialog = portal.getByRole('dialog', { name: 'Rename this inbox' })
  await dialog.getByLabel('Name').fill('Failing half')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(portal.getByRole('heading', { name: 'Failing half', level: 1 })).toBeVisible(patient)
  await portal.getByRole('button', { name: 'Clear requests' }).click()
  await expect(portal.getByText('Listening')).toBeVisible(patient)
  await answer(portal, '200 OK', '200')
  await publish(api, 'import.completed')
  await expect(requests.getByText('As sent', { exact: true })).toHaveCount(1, patient)
  const table = portal.getByRole('region', { name: 'Received body' })
  await portal.getByText('Raw', { exact: true }).click()
  const body = await table.innerText()
  const { data } = (await api(
    'GET',
    `/webhooks/inboxes/${portal.url().split('/').at(-1)?.split('?')[0]}/requests`,
  )) as {
    data: { headers: [string, string][] }[]
  }
  const sent = (data[0]?.headers ?? []).filter(([name]) => /^(x-pt|webhook|content-type)/i.test(name))
  await fetch(url, { method: 'POST', body: body.replace('"', "'"), headers: Object.fromEntries(sent) })
  await expect(requests.getByText('Changed', { exact: true })).toHaveCount(1, patient)
  await expect(requests.getByText('Wrong', { exact: true })).toHaveCount(1)
  await requests.getByRole('row').filter({ hasText: 'Changed' }).getByRole('button').click()
  await expect(portal.getByText('differs from byte 1')).toBeVisible(patient)
  await expectAccessible(portal)
  expect(await portal.content()).not.toContain(secret)
})
