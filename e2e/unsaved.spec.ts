import { expect, test } from './fixtures.ts'
import { subscribe } from './subscription.ts'

test('leaving changes that are not saved asks first, whichever way one leaves', async ({ portal, api, receiver }) => {
  const { id } = await subscribe(api, `${receiver.url}/left`)
  await portal.goto('/subscriptions?search=/left')
  await portal.getByRole('row').getByRole('link').first().click()
  await expect(portal).toHaveURL(new RegExp(id))
  await portal.getByRole('tab', { name: 'Settings' }).click()
  const description = portal.getByRole('textbox', { name: 'Description' })
  const notice = portal.getByRole('status').filter({ hasText: 'Unsaved changes' })
  const question = portal.getByRole('dialog', { name: 'Leave without saving?' })
  const navigation = portal.getByRole('navigation', { name: 'Navigation' })
  await description.fill('Half written')
  await expect(notice).toBeVisible()

  await navigation.getByRole('link', { name: 'Events', exact: true }).click()
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(question).toBeHidden()
  await expect(description).toHaveValue('Half written')

  await portal.getByRole('heading', { level: 1 }).click()
  await portal.keyboard.press('g')
  await portal.keyboard.press('d')
  await expect(question).toBeVisible()
  await portal.keyboard.press('Escape')
  await expect(question).toBeHidden()

  await portal.evaluate(() => history.back())
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(portal).toHaveURL(new RegExp(id))

  // Another tab keeps what was typed, and says where it is.
  await portal.getByRole('tab', { name: 'Signing' }).click()
  await expect(question).toBeHidden()
  await portal.getByRole('tab', { name: 'Settings with unsaved changes' }).click()
  await expect(description).toHaveValue('Half written')

  await navigation.getByRole('link', { name: 'Events', exact: true }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(portal).toHaveURL(/\/events$/)
})

test('what was saved, discarded or typed back is left without a question', async ({ portal, api, receiver }) => {
  const { id } = await subscribe(api, receiver.url)
  await portal.goto(`/subscriptions/${id}?tab=settings`)
  const description = portal.getByRole('textbox', { name: 'Description' })
  const notice = portal.getByText('Unsaved changes', { exact: true })
  const before = await description.inputValue()
  const save = portal.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await description.fill('x')
  await expect(notice).toBeVisible()
  await description.fill(before)
  await expect(notice).toBeHidden()
  await description.fill('y')
  await portal.getByRole('button', { name: 'Discard' }).click()
  await expect(description).toHaveValue(before)
  await description.fill('Kept')
  await save.click()
  await expect(portal.getByText(/^Saved\./)).toBeVisible()
  await expect(notice).toBeHidden()
  await portal
    .getByRole('navigation', { name: 'Navigation' })
    .getByRole('link', { name: 'Events', exact: true })
    .click()
  await expect(portal).toHaveURL(/\/events$/)
  expect(await api('GET', `/webhooks/subscriptions/${id}`)).toMatchObject({ description: 'Kept' })
})

test('closing the page with unsaved changes is asked by the browser', async ({ portal, api, receiver }) => {
  const { id } = await subscribe(api, receiver.url)
  await portal.goto(`/subscriptions/${id}?tab=settings`)
  await portal.getByRole('textbox', { name: 'Description' }).fill('Half written')
  await expect(portal.getByText('Unsaved changes', { exact: true })).toBeVisible()
  const asked = portal.waitForEvent('dialog')
  await portal.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
})

test('a new subscription is cancelled after a question, and its draft is forgotten', async ({ portal }) => {
  await portal.goto('/subscriptions/new')
  await portal.getByRole('textbox', { name: 'Description' }).fill('Half written')
  await portal.getByRole('button', { name: 'Cancel' }).click()
  const question = portal.getByRole('dialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(portal.getByRole('textbox', { name: 'Description' })).toHaveValue('Half written')
  await portal.getByRole('button', { name: 'Cancel' }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(portal).toHaveURL(/\/subscriptions$/)
  await portal.goto('/subscriptions/new')
  await expect(portal.getByRole('textbox', { name: 'Description' })).toHaveValue('')
})

test('two people who change different settings of a subscription keep both changes', async ({
  portal,
  receiver,
  api,
}) => {
  const { id } = await subscribe(api, receiver.url)
  const settings = `/subscriptions/${id}?tab=settings`
  const other = await portal.context().newPage()
  await portal.goto(settings)
  await other.goto(settings)
  await other.getByLabel('Description').fill('theirs')
  await portal.getByRole('textbox', { name: 'Timeout' }).fill('9')
  await portal.getByRole('button', { name: 'Save' }).click()
  await expect(portal.getByText(/^Saved\./)).toBeVisible()
  // What nobody typed into follows.
  await expect(other.getByRole('textbox', { name: 'Timeout' })).toHaveValue('9 s', { timeout: 20_000 })
  await expect(other.getByLabel('Description')).toHaveValue('theirs')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(other.getByText(/^Saved\./)).toBeVisible()
  expect(await api('GET', `/webhooks/subscriptions/${id}`)).toMatchObject({ timeout_ms: 9_000, description: 'theirs' })
  await other.close()
})
