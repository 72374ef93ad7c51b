import { expect, expectAccessible, test } from './fixtures.ts'

test('an invited person opens the link, sets a password, and is out when they are removed', async ({
  portal,
  browser,
  product,
}) => {
  await portal.goto('/members')
  await portal.getByRole('button', { name: 'Invite' }).first().click()
  await portal.getByLabel('Email').fill('Grace@example.com')
  await portal.getByRole('radio', { name: 'Developer' }).check()
  await portal.getByRole('button', { name: 'Create link' }).click()
  const handOver = portal.getByRole('dialog', { name: 'Hand over this link' })
  const link = await handOver.getByText(/\/invitation#token=/).innerText()
  await handOver.getByRole('button', { name: 'Done' }).click()
  const row = portal.getByRole('row').filter({ hasText: 'grace@example.com' })
  await expect(row.getByText('Invited').filter({ visible: true })).toBeVisible()

  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  await page.goto(link)
  await expect(page).not.toHaveURL(/token/)
  await expect(page.getByText('grace@example.com is invited as developer.')).toBeVisible()
  await page.getByLabel('Your name').fill('Grace Hopper')
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '12 characters' })).toBeVisible()
  await page.getByLabel('New password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Members' })).toHaveCount(0)

  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This invitation does not work any more' })).toBeVisible()

  await portal.reload()
  await row.getByRole('combobox', { name: 'Role of grace@example.com' }).click()
  await portal.getByRole('option', { name: 'Viewer' }).click()
  await expect(portal.getByText('Role of grace@example.com changed to viewer.')).toBeVisible()
  await page.goto('/subscriptions')
  await expect(page.getByRole('heading', { name: 'Subscriptions' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'New subscription' })).toHaveCount(0)

  await row.getByRole('button', { name: 'Remove' }).click()
  await portal.getByRole('button', { name: 'Remove member' }).click()
  await expect(row).toHaveCount(0)
  // Their page notices by itself, maybe at this very moment, and then goes to the same place.
  await page.goto('/subscriptions').catch(() => undefined)
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('Email').fill('grace@example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Sign in with password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Email or password is wrong' })).toBeVisible()
  await context.close()
})

test('whoever is invited a second time gets another link, and it is said that the first one ended', async ({
  portal,
  api,
}) => {
  await portal.goto('/members')
  // The same invitation within a second would be taken for a double click.
  for (const [role, isEarlier] of [
    ['Developer', false],
    ['Viewer', true],
  ] as const) {
    await portal.getByRole('button', { name: 'Invite' }).first().click()
    await portal.getByLabel('Email').fill('vera@example.com')
    await portal.getByRole('radio', { name: role }).check()
    await portal.getByRole('button', { name: 'Create link' }).click()
    const handOver = portal.getByRole('dialog', { name: 'Hand over this link' })
    await expect(handOver.getByText(/\/invitation#token=/)).toBeVisible()
    await expect(handOver.getByText('The earlier link does not work any more')).toHaveCount(isEarlier ? 1 : 0)
    await handOver.getByRole('button', { name: 'Done' }).click()
  }
  await portal.goto('/audit')
  await expect(portal.getByRole('row').filter({ hasText: 'invited vera@example.com' }).first()).toContainText(
    'role viewer',
  )
  const { data } = (await api('GET', '/members')) as { data: { id: string; email: string }[] }
  await api('DELETE', `/members/${data.find(({ email }) => email === 'vera@example.com')?.id}`)
})

test('the last owner stays, and is told why', async ({ portal }) => {
  await portal.goto('/members')
  const row = portal.getByRole('row').filter({ hasText: 'operator@localhost' })
  const reason = 'The only owner. Make somebody else an owner first.'
  await expect(row.getByRole('combobox')).toHaveCount(0)
  await expect(row.getByText(reason).filter({ visible: true })).toBeVisible()
  const remove = row.getByRole('button', { name: 'Remove' })
  await expect(remove).toBeDisabled()
  await expect(remove).toHaveAccessibleDescription(reason)
  await remove.focus()
  await expect(portal.getByRole('tooltip', { name: reason })).toBeVisible()
  await portal.keyboard.press('Enter')
  await expect(portal.getByRole('dialog')).toHaveCount(0)
  await remove.blur()
  await expect(portal.getByRole('tooltip')).toHaveCount(0)
  await expectAccessible(portal)
})
