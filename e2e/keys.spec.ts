import { expect, test } from './fixtures.ts'

test('a key is shown once, works, and stops working when it is revoked', async ({ portal, product }) => {
  await portal.goto('/keys')
  await portal.getByRole('button', { name: 'New key' }).click()
  await portal.getByLabel('Name').fill('Reporting')
  await portal.getByLabel('Read only').check()
  await portal.getByRole('button', { name: 'Create key' }).click()
  const shown = portal.getByRole('dialog', { name: 'Your new API key' })
  const key = await shown.getByText(/^pt_/).innerText()
  // It is not shown again: only the button closes it.
  await portal.keyboard.press('Escape')
  await portal.mouse.click(5, 5)
  await expect(shown.getByText(key)).toBeVisible()
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(portal.getByText(key)).toHaveCount(0)
  const row = portal.getByRole('row').filter({ hasText: 'Reporting' })
  await expect(row).toContainText('Read only')
  const scopes = row.getByRole('button', { name: '4 scopes' }).filter({ visible: true })
  await scopes.hover()
  await expect(portal.getByRole('tooltip')).toContainText('See subscriptions (subscriptions:read)')

  const call = (method: string) =>
    fetch(`${product.url}/api/v1/webhooks/subscriptions`, { method, headers: { authorization: `Bearer ${key}` } })
  expect((await call('GET')).status).toBe(200)
  expect((await call('POST')).status).toBe(403)

  await portal.getByRole('row').filter({ hasText: 'Reporting' }).getByRole('button', { name: 'Revoke' }).click()
  await portal.getByRole('button', { name: 'Revoke key' }).click()
  await expect(portal.getByRole('row').filter({ hasText: 'Reporting' })).toHaveCount(0)
  await expect.poll(async () => (await call('GET')).status, { timeout: 3_000 }).toBe(401)
})

test('a rotated key gives way to another with the same rights, and is not rotated twice', async ({
  portal,
  product,
  api,
}) => {
  const { id, key: old } = (await api('POST', '/keys', { name: 'Rolling', scopes: ['events:read'] })) as {
    id: string
    key: string
  }
  const call = (key: string) =>
    fetch(`${product.url}/api/v1/webhooks/events`, { headers: { authorization: `Bearer ${key}` } })
  await portal.goto('/keys')
  const rows = portal.getByRole('row').filter({ hasText: 'Rolling' })
  const question = portal.getByRole('dialog', { name: 'Rotate Rolling?' })
  await expect(async () => {
    await rows.getByRole('button', { name: 'Rotate' }).click()
    await expect(question).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expect(question.getByRole('radio', { name: '24 hours' })).toBeChecked()
  await question.getByRole('radio', { name: '1 hour' }).check()
  await question.getByRole('button', { name: 'Rotate key' }).click()
  const shown = portal.getByRole('dialog', { name: 'Your new API key' })
  await expect(shown.getByText('The old key works for 1 hour more')).toBeVisible()
  const key = await shown.getByText(/^pt_/).innerText()
  expect(key).not.toBe(old)
  await shown.getByRole('button', { name: 'Done' }).click()
  expect([(await call(key)).status, (await call(old)).status]).toEqual([200, 200])
  await expect(rows).toHaveCount(2)

  await expect(rows.last()).toContainText('replaced by a newer one')
  await expect(rows.last().getByRole('button', { name: 'Rotate' })).toBeDisabled()
  await api('DELETE', `/keys/${id}`)
  await portal.reload()
  await rows.getByRole('button', { name: 'Revoke' }).click()
  await portal.getByRole('button', { name: 'Revoke key' }).click()
  await expect(rows).toHaveCount(0)
})

test('a key may be narrowed to addresses, and a bad one is named where it stands', async ({ portal, api }) => {
  await portal.goto('/keys')
  await portal.getByRole('button', { name: 'New key' }).click()
  await portal.getByLabel('Name').fill('Narrow')
  await portal.getByRole('button', { name: 'More: addresses' }).click()
  const addresses = portal.getByRole('combobox', { name: 'May be used from' })
  await addresses.pressSequentially('203.0.113.0/24,10.0.0.0/33')
  await portal.getByLabel('Requests must be signed').check()
  await portal.getByRole('button', { name: 'Create key' }).click()
  await expect(portal.getByText('10.0.0.0/33: Must be an IP address')).toBeVisible()
  await addresses.press('Backspace')
  await portal.getByRole('button', { name: 'Create key' }).click()
  await portal.getByRole('dialog', { name: 'Your new API key' }).getByRole('button', { name: 'Done' }).click()
  await expect(portal.getByRole('row').filter({ hasText: 'Narrow' })).toContainText('from 203.0.113.0/24 · signed')
  const { data } = (await api('GET', '/keys')) as { data: { id: string; name: string }[] }
  const made = data.find(({ name }) => name === 'Narrow')
  expect(made).toMatchObject({ allowed_ips: ['203.0.113.0/24'], require_signature: true })
  await api('DELETE', `/keys/${made?.id}`)
})

test('revealing a secret is written to the audit log', async ({ portal, api }) => {
  const body = { tenant: 'demo', url: 'http://localhost:9999/', events: ['*'] }
  const { id, secret } = (await api('POST', '/webhooks/subscriptions', body)) as { id: string; secret: string }
  await portal.goto(`/subscriptions/${id}?tab=signing`)
  await expect(portal.getByText(secret)).toHaveCount(0)
  await portal.getByRole('button', { name: 'Reveal' }).click()
  await expect(portal.getByText(secret)).toBeVisible()
  await portal.goto(`/audit?target=${id}`)
  await expect(portal.getByRole('cell', { name: /revealed the secret of/ })).toBeVisible()
  await expect(portal.getByText(secret)).toHaveCount(0)
})
