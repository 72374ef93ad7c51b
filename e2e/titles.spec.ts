import { expect, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

test('a tab says which thing it shows, and goes on to say it from page to page', async ({ portal, receiver, api }) => {
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  const { id: event } = await publish(api, 'tag.added')
  const { host } = new URL(receiver.url)
  await portal.goto(`/subscriptions/${id}`)
  await expect(portal).toHaveTitle(`${host} · Subscription · Postrider`)
  await portal.goto(`/events/${event}`)
  await expect(portal).toHaveTitle('tag.added · Event · Postrider')
  const { data } = (await api('GET', `/webhooks/deliveries?subscription=${id}`)) as { data: { id: string }[] }
  await portal.goto(`/deliveries/${data[0]?.id}`)
  await expect(portal).toHaveTitle(`tag.added to ${host} · Delivery · Postrider`)
  await portal.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').click()
  await expect(portal).toHaveTitle('Deliveries · Postrider')
  await portal.goto('/subscriptions/sub_unknown')
  await expect(portal).toHaveTitle('Subscription · Postrider')
  await expect(portal.getByRole('heading', { name: 'Not found', level: 1 })).toBeVisible()
  await expect(portal.getByRole('link', { name: 'Back to the list' })).toBeVisible()
  await portal.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Subscriptions' }).click()
  await expect(portal).toHaveURL(/\/subscriptions$/)
})

test('an address that nothing is at is said so in the frame of the portal, and without it to a stranger', async ({
  portal,
  browser,
}) => {
  const answer = await portal.goto('/nowhere/at/all')
  expect(answer?.status()).toBe(404)
  await expect(portal).toHaveTitle('No such page · Postrider')
  await expect(portal.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expect(portal.getByRole('navigation', { name: 'Navigation' })).toBeVisible()
  await expect(portal.getByRole('link', { name: 'Go to the overview' })).toBeVisible()

  const stranger = await browser.newPage({ storageState: { cookies: [], origins: [] } })
  expect((await stranger.goto('/nowhere'))?.status()).toBe(404)
  await expect(stranger).toHaveTitle('No such page · Postrider')
  await expect(stranger.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expect(stranger.getByRole('navigation')).toHaveCount(0)
  await stranger.close()
})
