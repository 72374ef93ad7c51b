import { expect, test } from './fixtures.ts'
import { subscribe } from './subscription.ts'

test('subscriptions are found by a part of the URL, and nothing found offers the way back', async ({
  portal,
  api,
  receiver,
}) => {
  const wanted = await subscribe(api, `${receiver.url}/Billing/in`)
  const other = await subscribe(api, `${receiver.url}/shipping`, { description: 'Second floor' })
  const linkTo = (id: string) => portal.locator(`td a[href="/subscriptions/${id}"]`).first()
  await portal.goto('/subscriptions')
  await expect(linkTo(other.id)).toBeVisible()
  const field = portal.getByLabel('a part of the URL')
  await field.fill('billing/')
  await field.press('Enter')
  await expect(portal).toHaveURL(/search=billing/)
  await expect(linkTo(wanted.id)).toBeVisible()
  await expect(linkTo(other.id)).toBeHidden()

  await field.fill('second FLOOR')
  await field.press('Enter')
  await expect(linkTo(other.id)).toBeVisible()
  await expect(linkTo(wanted.id)).toBeHidden()

  await field.fill('nobody%')
  await field.press('Enter')
  await expect(portal.getByText('No subscription matches')).toBeVisible()
  await portal.getByRole('button', { name: 'Clear filters' }).click()
  await expect(linkTo(wanted.id)).toBeVisible()
  await expect(field).toHaveValue('')
  await expect(portal).not.toHaveURL(/search=/)
})
