import { status } from '../test/receiver.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

test('an outage is found, previewed and recovered with one button', async ({ portal, receiver, api }) => {
  // Not an absence (5xx): what dies of that is brought back by itself.
  receiver.answer = status(422)
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'], retry: { schedule: [] } })
  for (let n = 0; n < 3; n++) await publish(api, 'tag.added')
  await portal.goto(`/subscriptions/${id}?tab=recovery`)
  await expect(portal.getByText('still going on')).toBeVisible({ timeout: 15_000 })
  await expect(portal.getByRole('cell', { name: '3', exact: true })).toBeVisible({ timeout: 15_000 })
  await portal.getByLabel('Send at most, per second').fill('1')
  const needed = portal.getByText('Estimated catch-up at 1 / s').locator('xpath=..')
  await expect(needed).toContainText('about 3 s', { timeout: 15_000 })
  await expectAccessible(portal)

  // As an alert leads there.
  await portal.goto(`/subscriptions/${id}?tab=recovery&recover=dead-letters`)
  const preset = portal.getByRole('dialog', { name: 'New replay' })
  await expect(preset.getByLabel('Events of')).toHaveValue('Since the oldest dead letter')
  await preset.getByRole('button', { name: 'Preview' }).click()
  await expect(preset.getByText('starts a replay of 3 deliveries')).toBeVisible()
  await preset.getByRole('button', { name: 'Close' }).last().click()
  await expect(portal).not.toHaveURL(/recover=/)

  receiver.answer = status(200)
  const before = receiver.requests.length
  await portal.getByRole('button', { name: 'Recover' }).click()
  await portal.getByRole('button', { name: 'Preview' }).click()
  await expect(portal.getByText('starts a replay of 3 deliveries')).toBeVisible()
  expect(receiver.requests).toHaveLength(before)
  await portal.getByRole('button', { name: 'Send 3 again' }).click()
  await expect(portal.getByRole('main').getByText('Completed')).toBeVisible({ timeout: 15_000 })
  await expect(portal.getByText('3 of 3 delivered').first()).toBeVisible()
  await expectAccessible(portal)
  await portal.goto('/replays')
  await expect(portal.getByRole('link', { name: 'Dead letters' }).last()).toBeVisible()
})

test('an inbox is made as a target, shows both sides of a delivery, and answers as told', async ({ portal, api }) => {
  await portal.goto('/inboxes')
  await expect(portal.getByRole('button', { name: 'New inbox' }).first()).toBeVisible()
  // No other place is offered unless the operator names one.
  await expect(portal.getByRole('button', { name: /^New at / })).toHaveCount(0)
  await portal.getByRole('button', { name: 'New inbox' }).first().click()
  await expect(portal.getByText('Listening')).toBeVisible()
  const url = (await portal.getByRole('region', { name: 'URL of the inbox' }).innerText()).trim()
  await expectAccessible(portal)
  const inboxPage = portal.url()
  const { id } = await subscribe(api, url, { events: ['memory.updated'], retry: { schedule: [] } })
  await publish(api, 'memory.updated')
  await expect(portal.getByText('Verified', { exact: true })).toBeVisible({ timeout: 15_000 })
  await expect(portal.getByText('As sent', { exact: true })).toBeVisible()
  await expect(portal.getByText('Every header arrived as it was sent.')).toBeVisible({ timeout: 15_000 })

  await portal.getByRole('button', { name: '500 error' }).click()
  await expect(portal.getByText('From now on it answers 500.')).toBeVisible()
  await publish(api, 'memory.updated')
  await expect(portal.getByRole('cell', { name: '500', exact: true })).toBeVisible({ timeout: 15_000 })

  await portal.goto(`/subscriptions/${id}`)
  await portal.getByRole('button', { name: 'Check receiver' }).click()
  await expect(portal.getByText('Deliveries will not arrive until what failed is put right.')).toBeVisible({
    timeout: 15_000,
  })
  await portal.goto(inboxPage)
  await expect(portal.getByText('Wrong')).toHaveCount(0)
})
