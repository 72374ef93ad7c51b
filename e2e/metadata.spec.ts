import { expect, expectAccessible, test } from './fixtures.ts'
import { subscribe } from './subscription.ts'

test('metadata is written, refused under its field, saved, shown, and taken away', async ({
  portal,
  receiver,
  api,
}) => {
  const { id } = await subscribe(api, receiver.url, { metadata: { team: 'search' } })
  const kept = async () => ((await api('GET', `/webhooks/subscriptions/${id}`)) as { metadata: object }).metadata
  await portal.goto(`/subscriptions/${id}?tab=settings`)
  const fields = portal.getByRole('group', { name: 'Metadata' })
  await expect(fields.getByLabel('Name 1')).toHaveValue('team')
  await expect(async () => {
    await fields.getByRole('button', { name: 'Add an entry' }).click()
    await expect(fields.getByLabel('Name 2')).toBeVisible({ timeout: 3_000 })
  }).toPass()
  const save = portal.getByRole('button', { name: 'Save' })
  await fields.getByLabel('Name 2').fill('team')
  await save.click()
  await expect(fields.getByText('“team” is there twice')).toBeVisible()
  await fields.getByLabel('Name 2').fill('cost centre')
  await fields.getByLabel('Value 2').fill('x'.repeat(513))
  await save.click()
  await expect(fields.getByText('“cost centre” must be at most 512 characters')).toBeVisible()
  await expectAccessible(portal)
  expect(await kept()).toEqual({ team: 'search' })
  await fields.getByLabel('Value 2').fill('4711: paid')
  await save.click()
  await expect.poll(kept).toEqual({ team: 'search', 'cost centre': '4711: paid' })

  await portal.getByRole('tab', { name: 'Overview' }).click()
  await expect(portal.getByRole('term').filter({ hasText: 'cost centre' })).toBeVisible()
  await expect(portal.getByRole('definition').filter({ hasText: '4711: paid' })).toBeVisible()

  await portal.getByRole('tab', { name: 'Settings' }).click()
  await fields.getByRole('button', { name: 'Remove entry 1' }).click()
  await save.click()
  await expect.poll(kept).toEqual({ 'cost centre': '4711: paid' })
})
