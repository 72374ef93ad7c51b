import { expect, test } from './fixtures.ts'

test('a key is shown once, works, and stops working when it is revoked', async ({ portal, product }) => {
  await portal.goto('/keys')
  await portal.getByRole('button', { name: 'New key' }).click()
  await portal.getByLabel('Name').fill('Reporting')
  await portal.getByLabel('Read only').check()
  await portal.getByRole('button', { name: 'Create key' }).click()
  const shown = portal.getByRole('dialog', { name: 'Your new API key' })
  const key = await shown.getByText(/^pt_/).innerText()
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(portal.getByText(key)).toHaveCount(0)

  const call = (method: string) =>
    fetch(`${product.url}/api/v1/webhooks/subscriptions`, { method, headers: { authorization: `Bearer ${key}` } })
  expect((await call('GET')).status).toBe(200)
  expect((await call('POST')).status).toBe(403)

  await portal.getByRole('row').filter({ hasText: 'Reporting' }).getByRole('button', { name: 'Revoke' }).click()
  await portal.getByRole('button', { name: 'Revoke key' }).click()
  await expect(portal.getByRole('row').filter({ hasText: 'Reporting' })).toHaveCount(0)
  await expect.poll(async () => (await call('GET')).status, { timeout: 3_000 }).toBe(401)
})

test('revealing a secret is written to the audit log', async ({ portal, api }) => {
  const body = { tenant: 'demo', url: 'http://localhost:9999/', events: ['*'] }
  const { id, secret } = (await api('POST', '/webhooks/subscriptions', body)) as { id: string; secret: string }
  await portal.goto(`/subscriptions/${id}?tab=signing`)
  await expect(portal.getByText(secret)).toHaveCount(0)
  await portal.getByRole('button', { name: 'Reveal' }).click()
  await expect(portal.getByText(secret)).toBeVisible()
  await portal.goto(`/audit?target=${id}`)
  await expect(
    portal.getByRole('cell', { name: /revealed the secret of localhost:9999|revealed the secret of http/ }),
  ).toBeVisible()
  await expect(portal.getByText(secret)).toHaveCount(0)
})
