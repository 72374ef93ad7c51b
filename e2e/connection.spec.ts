import { expect, expectAccessible, test } from './fixtures.ts'

test('a page says that Postrider is away, keeps what it shows, and goes on when it is back', async ({
  browser,
  product,
  ownerState,
}) => {
  // Not the page of the fixtures: the browser complains of every question that gets no answer.
  const context = await browser.newContext({ baseURL: product.url, storageState: ownerState })
  const page = await context.newPage()
  const notice = page.getByText('Postrider does not answer.')
  const heading = page.getByRole('heading', { name: 'Deliveries' })
  await page.goto('/deliveries')
  await expect(heading).toBeVisible()
  await expect(notice).toBeHidden()

  await context.setOffline(true)
  await expect(notice).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Subscriptions' }).click()
  await expect(heading).toBeVisible()
  await expect(page).toHaveURL(/deliveries/)

  await context.setOffline(false)
  await expect(notice).toBeHidden({ timeout: 15_000 })
  await page.getByRole('link', { name: 'Subscriptions' }).click()
  await expect(page).toHaveURL(/subscriptions/)
  await context.close()
})
