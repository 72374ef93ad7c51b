import { expect, test } from './fixtures.ts'
import { signInLink } from './sign-in-as.ts'

test('a link signs in once, and the second use is refused without saying more', async ({
  page,
  product,
  ownerState,
}) => {
  expect(ownerState.cookies.find(({ name }) => name === 'postrider-session')).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
  })
  await page.goto(product.signInLink)
  await expect(page).not.toHaveURL(/token/)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
})

test('whoever is not signed in is sent to the sign-in page and told how to get in', async ({ page }) => {
  await page.goto('/deliveries')
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  const command = page.getByText('npm run sign-in-link')
  await expect(command).toBeVisible()
  // The product of these tests has a data folder of its own, and its path is in the command.
  await expect(command).toContainText('DATA_DIR=')
  expect(
    await command.evaluate(
      (it) =>
        it.scrollWidth <= it.clientWidth &&
        it.getBoundingClientRect().right <= (it.closest('main > div')?.getBoundingClientRect().right ?? 0),
    ),
  ).toBe(true)
})

test('whoever opens a page without a session is led to it after signing in', async ({ browser, product }) => {
  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  await page.goto('/deliveries?status=failed')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  // A link that is pasted into the tab with the sign-in page.
  await page.goto(signInLink(product))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/deliveries\?status=failed$/)
  // The list asks for what is new by itself.
  await context.clearCookies()
  await expect(page.getByText('Your session has ended')).toBeVisible()
  await context.close()
})

test('procedures refuse a request without a session', async ({ request }) => {
  const answer = await request.get('/api/trpc/subscriptions.list?input=%7B%7D')
  expect(answer.status()).toBe(401)
})

test('signing out ends the session for every copy of the cookie', async ({ browser, product, portal }) => {
  // A session of its own: the others share theirs.
  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  await page.goto(signInLink(product))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  const copy = await browser.newContext({ baseURL: product.url, storageState: await context.storageState() })

  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)

  const thief = await copy.newPage()
  await thief.goto('/deliveries')
  await expect(thief).toHaveURL(/\/sign-in/)
  await portal.goto('/')
  await expect(portal.getByRole('heading', { name: 'Overview' })).toBeVisible()
})
