import { expect, expectAccessible, test } from './fixtures.ts'
import { subscribe, unsubscribeAll } from './subscription.ts'

test('a filter is written with its faults named, tried against what was published, and decides who gets an event', async ({
  portal,
  receiver,
  api,
}) => {
  await unsubscribeAll(api)
  const publishing = (amount: number) =>
    api('POST', '/webhooks/events', { tenant: 'demo', type: 'tag.added', data: { amount } }) as Promise<{ id: string }>
  await publishing(10)
  await publishing(1)
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  await portal.goto(`/subscriptions/${id}?tab=settings`)
  await portal.getByRole('button', { name: /add a filter/i }).click()
  const filter = portal.getByRole('textbox', { name: 'Filter' })
  await expect(filter).toBeFocused()
  await filter.fill('{"amount": 10}')
  await expect(portal.getByText('“amount” must begin with data., or be type or version.')).toBeVisible()
  await portal.getByRole('button', { name: 'Save' }).click()
  await expect(filter).toBeFocused()
  await filter.fill('{"data.amount": {"$gt": 1000}}')
  await expect(portal.getByText(/^None of the last .* would have matched/)).toBeVisible()
  await filter.fill('{"data.amount": {"$gte": 10}}')
  await expect(portal.getByText(/^1 of the last .* would have matched, the newest/)).toBeVisible()
  await expectAccessible(portal)
  await portal.getByRole('button', { name: 'Save' }).click()
  await expect(portal.getByText(/^Saved\./)).toBeVisible()

  const little = await publishing(9)
  await publishing(12)
  await expect.poll(() => receiver.requests.length).toBe(1)
  expect(receiver.requests[0]?.body.toString()).toContain('"amount":12')
  await portal.goto(`/events/${little.id}`)
  await expect(portal.getByText('What it says does not fit its filter').filter({ visible: true })).toBeVisible()
  await portal.goto(`/subscriptions/${id}`)
  await expect(portal.getByText('data.amount: {"$gte":10}')).toBeVisible()
  await portal.goto('/subscriptions')
  await expect(portal.getByText('filtered', { exact: true })).toBeVisible()
})
