import { expect, expectAccessible, test } from './fixtures.ts'

test('a page says that Postrider is away, keeps what it shows, and goes on when it is back', async ({ portal }) => {
  const notice = portal.getByText('Postrider does not answer.')
  await portal.goto('/deliveries')
  await expect(portal.getByRole('heading', { name: 'Deliveries' })).toBeVisible()
  await expect(notice).toBeHidden()

  await portal.context().setOffline(true)
  await expect(notice).toBeVisible({ timeout: 30_000 })
  await expectAccessible(portal)
  await portal.getByRole('link', { name: 'Subscriptions' }).click()
  await expect(portal).toHaveURL(/deliveries/)
  await expect(portal.getByRole('heading', { name: 'Deliveries' })).toBeVisible()

  await portal.context().setOffline(false)
  await expect(notice).toBeHidden({ timeout: 15_000 })
  await portal.getByRole('link', { name: 'Subscriptions' }).click()
  await expect(portal).toHaveURL(/subscriptions/)
})
