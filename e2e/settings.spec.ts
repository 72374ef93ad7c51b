import { expect, test } from './fixtures.ts'

test('a second session is seen, ended, and out', async ({ portal, api, browser, product }) => {
  const invited = (await api('POST', '/members', { email: 'twice@example.com', role: 'viewer' })) as { url: string }
  const open = async () => {
    const context = await browser.newContext({ baseURL: product.url })
    return { context, page: await context.newPage() }
  }
  const [first, second] = [await open(), await open()]
  await first.page.goto(invited.url)
  await first.page.getByLabel('Your name').fill('Ada')
  await first.page.getByLabel('New password').fill('correct horse battery')
  await first.page.getByRole('button', { name: 'Join' }).click()
  await expect(first.page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await second.page.goto('/sign-in')
  await second.page.getByLabel('Email').fill('twice@example.com')
  await second.page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
  await second.page.getByRole('button', { name: 'Sign in with password' }).click()
  await expect(second.page.getByRole('heading', { name: 'Overview' })).toBeVisible()

  await first.page.goto('/settings')
  const sessions = first.page.getByRole('table', { name: 'Your sessions' })
  await expect(sessions.getByText('This one')).toHaveCount(1)
  await sessions.getByRole('button', { name: /^End the session/ }).click()
  await expect(sessions.getByRole('row')).toHaveCount(2)
  // It may be on its way out by itself already, and cut the way to the list short.
  await second.page.goto('/deliveries').catch(() => undefined)
  await expect(second.page).toHaveURL(/\/sign-in/)

  await first.page.getByRole('button', { name: 'Change password' }).click()
  const change = first.page.getByRole('dialog', { name: 'Change password' })
  await change.getByLabel('Current password').fill('correct horse battery')
  await change.getByLabel('New password').fill('short')
  await change.getByRole('button', { name: 'Change password' }).click()
  await expect(change.getByText('Must have at least 12 characters.')).toBeVisible()
  await expect(change.getByLabel('New password')).toBeFocused()
  await change.getByRole('button', { name: 'Cancel' }).click()

  await first.page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await first.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(first.page).toHaveURL(/\/sign-in/)
  await portal.goto('/settings')
  await expect(portal.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expect(portal.getByRole('button', { name: 'Set password' })).toBeVisible()
  const installation = portal.getByRole('region', { name: 'Installation' })
  await expect(installation).toContainText('Postrider 0.')
  await expect(installation).toContainText('30 days RETAIN_DAYS')
  await expect(installation).toContainText('nowhere: they are shown here only')
  await first.context.close()
  await second.context.close()
})

test('an operator changes where a tenant may be framed and its colours, and is told what will not do', async ({
  portal,
  api,
  product,
}) => {
  const { id } = (await api('POST', '/tenants', { name: 'Framed', uid: 'framed' })) as { id: string }
  try {
    await portal.context().addCookies([{ name: 'postrider-tenant', value: id, url: product.url }])
    await portal.goto('/settings')
    const ancestors = portal.getByRole('combobox', { name: 'May show the portal in a frame' })
    await ancestors.fill('javascript:alert(1)')
    await portal.keyboard.press('Enter')
    await portal.getByRole('button', { name: 'Save' }).click()
    await expect(portal.getByText(/Must be an origin/)).toBeVisible()
    await portal.keyboard.press('Backspace')
    await ancestors.focus()
    await portal.keyboard.press('Backspace')
    await ancestors.fill('https://app.example.com')
    await portal.keyboard.press('Enter')
    await portal.getByLabel('Accent, light').fill('#aa3366')
    await portal.getByRole('button', { name: 'Save' }).click()
    await expect(portal.getByText(/^Saved\./)).toBeVisible()
    expect(await api('GET', `/tenants/${id}`)).toMatchObject({
      frame_ancestors: ['https://app.example.com'],
      portal_theme: { accent: '#aa3366' },
    })
  } finally {
    // Where there is only one tenant, the other specs need not choose it.
    await api('DELETE', `/tenants/${id}`)
  }
})
