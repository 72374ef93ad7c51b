import type { Page } from '@playwright/test'
import { status } from '../test/receiver.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { openDialog } from './open-dialog.ts'
import { publish, subscribe } from './subscription.ts'

const patient = { timeout: 20_000 }

test.describe.configure({ timeout: 150_000 })

const openNewReplay = (portal: Page) => openDialog(portal, '/replays', 'New replay')

test('a replay is counted, started at a rate, paused, resumed and cancelled, and sends nothing twice', async ({
  portal,
  receiver,
  api,
}) => {
  // At one a second longer than all of this takes.
  const count = 90
  const { id, tenant } = await subscribe(api, receiver.url, { events: ['memory.created'] })
  const events = Array.from({ length: count }, (_, n) => ({ tenant, type: 'memory.created', data: { n } }))
  await api('POST', '/webhooks/events', { events })
  await expect.poll(() => receiver.requests.length, patient).toBe(count)
  await expect
    .poll(async () => {
      const { data } = (await api('GET', `/webhooks/deliveries?subscription=${id}&limit=100`)) as {
        data: { status: string }[]
      }
      return data.filter(({ status }) => status === 'succeeded').length
    }, patient)
    .toBe(count)

  const dialog = await openNewReplay(portal)
  await dialog.getByRole('combobox', { name: 'To' }).fill(receiver.url)
  await portal.getByRole('option', { name: receiver.url }).click()
  await dialog.getByRole('radio', { name: 'Everything sent before' }).check()
  await dialog.getByLabel('At most per second').fill('1')
  await dialog.getByRole('combobox', { name: 'Events of' }).click()
  await portal.getByRole('option', { name: 'A time of your own…' }).click()
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await expect(dialog.getByText('Say from when on.')).toBeVisible()
  const local = (ms: number) => new Date(ms - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  await dialog.getByRole('textbox', { name: 'From' }).fill(local(Date.now() - 2 * 3_600_000))
  await dialog.getByRole('textbox', { name: 'Until' }).fill(local(Date.now() - 3_600_000))
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await expect(dialog.getByText('There is nothing to send.')).toBeVisible(patient)
  await dialog.getByRole('textbox', { name: 'Until' }).fill('')
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await expect(dialog.getByText(`starts a replay of ${count} deliveries, which takes about`)).toBeVisible(patient)
  await expect(dialog.getByText('This is a preview: nothing was sent yet.')).toBeVisible()
  await expect(dialog.getByRole('table', { name: 'The oldest' }).getByRole('row')).toHaveCount(11)
  await expect(dialog.getByRole('cell', { name: receiver.url, exact: true })).toHaveCount(10)
  await expect(dialog.getByText('Succeeded', { exact: true })).toHaveCount(10)
  for (const height of [900, 620]) {
    await portal.setViewportSize({ width: 1280, height })
    await expect(dialog.getByRole('button', { name: `Send ${count} again` })).toBeInViewport({ ratio: 1 })
  }
  await expectAccessible(portal)
  expect(receiver.requests).toHaveLength(count)

  await dialog.getByRole('button', { name: `Send ${count} again` }).click()
  await expect(portal).toHaveURL(/\/replays\/rpl_/, patient)
  const page = portal.getByRole('main')
  await expect(page.getByText('Running', { exact: true })).toBeVisible(patient)
  await expect(page.getByText(new RegExp(`[1-9]\\d* of ${count} delivered, about \\d+ (s|min) left`))).toBeVisible(
    patient,
  )

  await portal.getByRole('button', { name: 'Pause' }).click()
  await expect(portal.getByText('Paused. What is not sent yet waits.')).toBeVisible(patient)
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  const heldAt = receiver.requests.length
  await expectAccessible(portal)
  // One may have been under way.
  expect(receiver.requests.length).toBeLessThanOrEqual(heldAt + 1)

  await portal.getByRole('button', { name: 'Resume' }).click()
  await expect(portal.getByText('Resumed. It goes on where it was.')).toBeVisible(patient)
  await expect.poll(() => receiver.requests.length, patient).toBeGreaterThan(heldAt + 1)

  await portal.getByRole('button', { name: 'Cancel replay' }).click()
  const question = portal.getByRole('dialog', { name: 'Cancel this replay?' })
  await question.getByRole('button', { name: 'Cancel replay' }).click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible(patient)
  await expect(portal.getByRole('button', { name: 'Resume' })).toHaveCount(0)

  const replay = portal.url().split('/').at(-1) as string
  const done = async () => ((await api('GET', `/webhooks/replays/${replay}`)) as { done: number }).done
  await expect.poll(async () => receiver.requests.length - count - (await done()), patient).toBe(0)
  expect(await done()).toBeLessThan(count)
  const times = new Map<string, number>()
  for (const { headers } of receiver.requests) {
    const delivery = headers['x-pt-delivery-id'] as string
    times.set(delivery, (times.get(delivery) ?? 0) + 1)
  }
  expect(times.size).toBe(count)
  expect(Math.max(...times.values())).toBe(2)

  await portal.goto('/replays')
  const listed = portal.getByRole('row').filter({ hasText: receiver.url })
  await listed.getByText('Cancelled', { exact: true }).last().click()
  await expect(portal).toHaveURL(new RegExp(replay))

  await portal.goto('/audit')
  for (const done of ['started', 'paused', 'resumed', 'cancelled']) {
    await expect(portal.getByRole('cell', { name: `${done} the replay` }).first()).toBeVisible(patient)
  }
})

test('a new subscription is filled with the events that were published before it', async ({
  portal,
  receiver,
  api,
}) => {
  const name = `backfill.t${receiver.port}`
  await api('POST', '/webhooks/event-types', { name, version: '1', description: 'Before anybody asked for it' })
  for (const n of [1, 2, 3]) await api('POST', '/webhooks/events', { tenant: 'demo', type: name, data: { n } })
  const { id } = await subscribe(api, receiver.url, { events: [name] })
  await portal.goto(`/subscriptions/${id}?tab=recovery`)
  const dialog = portal.getByRole('dialog', { name: 'New replay' })
  await expect(async () => {
    await portal.getByRole('button', { name: 'Replay', exact: true }).click()
    await expect(dialog).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await dialog.getByRole('radio', { name: 'Never sent' }).check()
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await expect(dialog.getByText('starts a replay of 3 deliveries')).toBeVisible(patient)
  await expect(dialog.getByRole('cell', { name: 'never sent' })).toHaveCount(3)
  expect(receiver.requests).toEqual([])
  await dialog.getByRole('button', { name: 'Send 3', exact: true }).click()
  await expect(portal.getByRole('main').getByText('Completed', { exact: true })).toBeVisible(patient)
  await expect(portal.getByText('3 of 3 delivered').first()).toBeVisible()
  const numbers = receiver.requests.map(({ body }) => JSON.parse(body.toString()).data.n)
  expect(numbers).toEqual([1, 2, 3])
})

test('one delivery sent again waits on a paused subscription, and is refused with the reason on a disabled one', async ({
  portal,
  receiver,
  api,
}) => {
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  const { id: event } = await publish(api, 'tag.added')
  await expect.poll(() => receiver.requests.length, patient).toBe(1)
  const { data } = (await api('GET', `/webhooks/deliveries?event=${event}&subscription=${id}`)) as {
    data: { id: string }[]
  }
  const delivery = data[0]?.id as string
  await api('POST', `/webhooks/subscriptions/${id}/pause`)
  await portal.goto(`/deliveries/${delivery}`)
  const question = portal.getByRole('dialog', { name: 'Redeliver it?' })
  await expect(async () => {
    await portal.getByRole('button', { name: 'Redeliver', exact: true }).click()
    await expect(question).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await question.getByRole('button', { name: 'Redeliver' }).click()
  await expect(portal.getByText('Queued for redelivery.')).toBeVisible()
  expect(receiver.requests).toHaveLength(1)
  await portal.goto(`/subscriptions/${id}`)
  receiver.answer = (_, response) => {
    response.writeHead(410).end()
  }
  await portal.getByRole('button', { name: 'Resume' }).click()
  await expect.poll(() => receiver.requests.length, patient).toBe(2)
  await expect
    .poll(async () => ((await api('GET', `/webhooks/subscriptions/${id}`)) as { status: string }).status, patient)
    .toBe('disabled')

  await portal.goto(`/deliveries/${delivery}`)
  const redeliver = portal.getByRole('button', { name: 'Redeliver', exact: true })
  await expect(redeliver).toHaveAccessibleDescription(/Its subscription is disabled/)
  await redeliver.click({ force: true })
  await expect(portal.getByRole('dialog')).toHaveCount(0)
  expect(receiver.requests).toHaveLength(2)
})

test('a replay to an open circuit and to a paused subscription says why it waits, and how it went once it went on', async ({
  portal,
  receiver,
  api,
}) => {
  receiver.answer = status(503)
  const settings = { events: ['tag.added'], retry: { schedule: [] }, auto_redeliver: false }
  const failing = await subscribe(api, receiver.url, settings)
  const paused = await subscribe(api, `${receiver.url}/paused`, settings)
  const deadOf = async (id: string) =>
    ((await api('GET', `/webhooks/dead-letters?subscription=${id}`)) as { data: unknown[] }).data.length
  const circuit = async () =>
    ((await api('GET', `/webhooks/subscriptions/${failing.id}`)) as { circuit: string }).circuit
  // More than the failures in a row that open a circuit.
  for (let n = 0; n < 25; n++) await publish(api, 'tag.added')
  await expect.poll(circuit, patient).not.toBe('closed')
  await expect.poll(() => Promise.all([deadOf(failing.id), deadOf(paused.id)]), patient).not.toContain(0)
  await api('POST', `/webhooks/subscriptions/${paused.id}/pause`)

  const dialog = await openNewReplay(portal)
  await dialog.getByRole('button', { name: 'Preview' }).click()
  const open = 'Its circuit is open: what is sent again waits until the next probe succeeds'
  await expect(dialog.getByText(open).first()).toBeVisible(patient)
  await expect(dialog.getByText('It is paused: what is sent again waits until it is resumed').first()).toBeVisible()
  await expectAccessible(portal)
  await dialog.getByRole('button', { name: /^Send \d+ again$/ }).click()

  const page = portal.getByRole('main')
  const row = portal.getByRole('row').filter({ has: portal.locator(`a[href="/subscriptions/${failing.id}"]`) })
  await expect(row.getByText(open)).toBeVisible(patient)
  await expect(page.getByText('Waiting', { exact: true })).toBeVisible(patient)
  await expectAccessible(portal)
  receiver.answer = status(200)
  await expect(row.getByText(/^(\d+) of \1 delivered$/)).toBeVisible({ timeout: 60_000 })
  await expect(row.getByText(open)).toHaveCount(0)
})
