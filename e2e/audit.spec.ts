import { expect, test } from './fixtures.ts'

test('the audit log says who did what, and is narrowed to a person, an action and a thing', async ({ portal, api }) => {
  const body = { tenant: 'demo', url: 'http://localhost:9999/audited', events: ['*'] }
  const { id } = (await api('POST', '/webhooks/subscriptions', body)) as { id: string }
  await api('PATCH', `/webhooks/subscriptions/${id}`, { events: ['memory.*'], description: 'Audited' })
  await api('POST', `/webhooks/subscriptions/${id}/secret/rotate`, {})
  await portal.goto('/audit')
  const rotated = portal.getByRole('row').filter({ hasText: 'rotated the secret of http://localhost:9999/audited' })
  await expect(rotated.getByTitle('subscription.rotate_secret')).toBeVisible()
  await rotated.getByRole('button', { name: 'Only what was done to http://localhost:9999/audited' }).click()
  await expect(portal).toHaveURL(new RegExp(`target=${id}`))
  const rows = portal.getByRole('row').filter({ hasText: 'localhost:9999/audited' })
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: 'events + memory.*, − *' })).toContainText('description none → Audited')
  await portal.getByRole('combobox', { name: 'What was done' }).click()
  await portal.getByRole('option', { name: 'Secret rotated' }).click()
  await expect(rows).toHaveCount(1)
  await portal.getByRole('button', { name: 'Clear all filters' }).click()
  await portal.getByRole('combobox', { name: 'Who' }).click()
  await portal
    .getByRole('option', { name: /perator/ })
    .first()
    .click()
  await expect(portal).toHaveURL(/actor=(user|usr|key)_/)
  await expect(portal.getByRole('table', { name: 'Audit entries' })).toBeVisible()
  await api('DELETE', `/webhooks/subscriptions/${id}`)
})
