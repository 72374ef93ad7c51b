import { expect, test } from './fixtures.ts'

test('the docs name this installation and lead to every call of the API', async ({ portal, product }) => {
  await portal.goto('/docs')
  await expect(portal.getByRole('region', { name: 'Publish an event' })).toContainText(
    `${product.url}/api/v1/webhooks/events`,
  )
  await portal.getByRole('tab', { name: 'Python' }).click()
  await expect(portal.getByText('hmac.compare_digest')).toBeVisible()
  await portal.getByRole('link', { name: 'API reference' }).click()
  await portal.getByRole('link', { name: /^Members\s?\d/ }).click()
  await expect(portal.getByRole('heading', { name: 'Invite somebody to the portal' })).toBeVisible()
  await expect(portal.getByRole('region', { name: 'Body of inviteMember' })).toContainText('email')
  await expect(portal.getByText(`${product.url}/api/v1/members`).first()).toBeVisible()
})
