import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { memberPage, viewerPage } from './sign-in-as.ts'

test('an app is renamed, and leads to its subscriptions and keys', async ({ portal, api }) => {
  const app = (await api('POST', '/apps', { tenant: 'demo', name: 'Indexer' })) as { id: string }
  const other = { tenant: 'demo', url: 'http://localhost:9999/other', events: ['*'] }
  const made = [await api('POST', '/webhooks/subscriptions', other)]
  for (const path of ['one', 'two']) {
    const own = { app: app.id, url: `http://localhost:9999/app-${path}`, events: ['*'] }
    made.push(await api('POST', '/webhooks/subscriptions', own))
  }
  await api('POST', '/keys', { app: app.id, name: 'Of the indexer', scopes: ['events:read'] })

  await portal.goto('/apps')
  await portal.getByRole('button', { name: 'Edit Indexer' }).click()
  await portal.getByLabel('Name').fill('Search indexer')
  await portal.getByRole('button', { name: 'Save' }).click()
  await portal.getByRole('link', { name: 'Subscriptions of Search indexer: 2' }).click()
  await expect(portal.getByRole('row').filter({ hasText: 'localhost:9999/app-one' })).toContainText(
    'App Search indexer',
  )
  await expect(portal.getByText('localhost:9999/other')).toHaveCount(0)
  await expect(portal.getByRole('combobox', { name: 'App' })).toHaveValue('Search indexer')
  await portal.goBack()
  await portal
    .getByRole('row')
    .filter({ hasText: 'Search indexer' })
    .click({ position: { x: 300, y: 10 } })
  await expect(portal.getByRole('combobox', { name: 'App' })).toHaveValue('Search indexer')
  await expect(portal.getByRole('row').filter({ hasText: 'localhost:9999' })).toHaveCount(2)
  await portal.goBack()
  await portal.getByRole('link', { name: 'API keys of Search indexer: 1' }).click()
  await expect(portal.getByRole('row').filter({ hasText: 'pt_' })).toHaveCount(1)
  await portal.getByRole('button', { name: 'Remove the filter App' }).click()
  await expect(portal.getByRole('row').filter({ hasText: 'pt_' }).nth(1)).toBeVisible()
  await api('DELETE', `/apps/${app.id}`)
  await api('DELETE', `/webhooks/subscriptions/${(made[0] as { id: string }).id}`)
})

test('a uid that is taken is told at its field', async ({ portal, api }) => {
  const app = (await api('POST', '/apps', { tenant: 'demo', name: 'Taken', uid: 'taken' })) as { id: string }
  await portal.goto('/apps')
  await portal.getByRole('button', { name: 'New app' }).click()
  const form = portal.getByRole('dialog', { name: 'New app' })
  const tenant = form.getByRole('combobox', { name: 'Tenant' })
  if (await tenant.isVisible()) {
    await tenant.click()
    await portal.getByRole('option', { name: 'Demo' }).click()
  }
  await form.getByLabel('Name').fill('Another')
  await form.getByLabel('Your own id (uid)').fill('taken')
  await form.getByRole('button', { name: 'Create app' }).click()
  await expect(form.getByText('Another app of the tenant has this id.')).toBeVisible()
  await expect(form.getByText('PUT')).toHaveCount(0)
  await api('DELETE', `/apps/${app.id}`)
})

test('a subscription is made for an app, says so, and is found by it', async ({ portal, api }) => {
  const app = (await api('POST', '/apps', { tenant: 'demo', name: 'Calendar' })) as { id: string }
  const other = { tenant: 'demo', url: 'http://localhost:9999/of-no-app', events: ['*'] }
  const { id } = (await api('POST', '/webhooks/subscriptions', other)) as { id: string }
  await portal.goto('/subscriptions/new')
  await portal.getByRole('combobox', { name: 'Tenant' }).click()
  await portal.getByRole('option', { name: 'Demo' }).click()
  await createFor(portal, 'Calendar', 'http://localhost:9999/of-the-calendar')
  await portal.getByRole('main').getByRole('link', { name: 'Calendar' }).click()
  const listed = portal.getByRole('row').filter({ hasText: 'localhost:9999' })
  await expect(listed).toHaveCount(1)
  await expect(listed).toContainText('of-the-calendar')

  await portal.goto('/subscriptions')
  await expect(listed.filter({ hasText: 'of-no-app' })).toBeVisible()
  await portal.getByRole('combobox', { name: 'App' }).click()
  await portal.getByRole('option', { name: 'Calendar' }).click()
  await expect(listed.filter({ hasText: 'of-no-app' })).toHaveCount(0)
  await expect(listed.filter({ hasText: 'of-the-calendar' })).toBeVisible()
  await api('DELETE', `/apps/${app.id}`)
  await api('DELETE', `/webhooks/subscriptions/${id}`)
})

test('a developer of a tenant chooses among its apps', async ({ browser, product, api }) => {
  const app = (await api('POST', '/apps', { tenant: 'demo', name: 'Importer' })) as { id: string }
  const developer = await memberPage(browser, product, 'developer')
  await developer.goto('/subscriptions/new')
  await createFor(developer, 'Importer', 'http://localhost:9999/of-the-importer')
  await expect(developer.getByRole('main').getByText('Importer', { exact: true })).toBeVisible()
  await developer.context().close()
  await api('DELETE', `/apps/${app.id}`)
})

test('a tenant is edited where it is listed, and deleted once its name is typed', async ({ portal, api }) => {
  const { id } = (await api('POST', '/tenants', { name: 'Walled' })) as { id: string }
  try {
    await portal.goto('/tenants')
    await portal.getByRole('button', { name: 'Edit Walled' }).click()
    const form = portal.getByRole('dialog', { name: 'Edit Walled' })
    await form.getByLabel('Your own id').fill('walled-1')
    await form.getByLabel('Publish limit').fill('1500')
    await form.getByRole('combobox', { name: 'Never delivers to' }).fill('203.0.113.0/24')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toHaveCount(0)
    await expect(portal.getByRole('row').filter({ hasText: 'walled-1' })).toContainText('1,500 / s')
    expect(await api('GET', '/tenants/walled-1')).toMatchObject({ id, ip_deny: ['203.0.113.0/24'] })

    await portal.getByRole('button', { name: 'Delete Walled' }).click()
    const question = portal.getByRole('dialog', { name: 'Delete Walled?' })
    await expect(question.getByText('It has no subscriptions.')).toBeVisible()
    const agree = question.getByRole('button', { name: 'Delete tenant' })
    await question.getByLabel('Type its name').fill('Wall')
    await expect(agree).toBeDisabled()
    await question.getByLabel('Type its name').fill('Walled')
    await agree.click()
    await expect(portal.getByText('Tenant Walled deleted.')).toBeVisible()
    await expect(portal.getByRole('row').filter({ hasText: 'walled-1' })).toHaveCount(0)
  } finally {
    await api('DELETE', `/tenants/${id}`).catch(() => undefined)
  }
})

test('a viewer who follows a link to apps or tenants is told whose they are, and gets no button', async ({
  browser,
  product,
}) => {
  const viewer = await viewerPage(browser, product)
  for (const [path, heading] of [
    ['/apps', 'Apps'],
    ['/tenants', 'Tenants'],
  ] as const) {
    await viewer.goto(path)
    await expect(viewer.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
    await expect(viewer.getByText('This is for owners of the whole installation.')).toBeVisible()
    await expect(viewer.getByRole('button', { name: /^New/ })).toHaveCount(0)
  }
  await viewer.context().close()
})

/** In the form of a new subscription, whose tenant is chosen; then goes to what was made. */
async function createFor(page: Page, app: string, url: string): Promise<void> {
  await page.getByRole('combobox', { name: 'App' }).click()
  await page.getByRole('option', { name: app }).click()
  await page.getByRole('textbox', { name: 'URL' }).fill(url)
  await page.getByRole('combobox', { name: 'Events' }).fill('tag.added')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Create subscription' }).click()
  await page.getByRole('link', { name: 'Go to the subscription' }).click()
}
