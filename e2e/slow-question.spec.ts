import pg from 'pg'
import { runningDatabase } from '../server/launch/running-database.ts'
import { readEnvironment } from '../server/platform/env.ts'
import { expect, test } from './fixtures.ts'
import { subscribe } from './subscription.ts'

test('a page comes before an answer that takes long, says that it is on its way, and fills in when it is there', async ({
  portal,
  product,
  api,
}) => {
  const { id } = (await api('POST', '/tenants', { uid: 'slow-question', name: 'Slow question' })) as { id: string }
  const database = new pg.Client(runningDatabase(readEnvironment({ DATA_DIR: product.dataDir })))
  await database.connect()
  // Whoever reads the audit log waits for this transaction.
  await database.query('begin')
  await database.query('lock table audit_entries in access exclusive mode')
  try {
    await portal.goto('/audit')
    await expect(portal.getByRole('heading', { name: 'Audit log' })).toBeVisible()
    await expect(portal.getByRole('status', { name: 'Loading' })).toBeVisible()
  } finally {
    await database.query('rollback')
    await database.end()
  }
  await expect(portal.getByRole('row', { name: /created the tenant Slow question/ })).toBeVisible()
  // Where there is only one tenant, the other specs need not choose it.
  await api('DELETE', `/tenants/${id}`)
})

test('a link and a row say that they were heard while their page is on its way', async ({ portal, receiver, api }) => {
  const { id } = await subscribe(api, `${receiver.url}/on-its-way`)
  await portal.goto('/subscriptions?search=on-its-way')
  const { promise, resolve: release } = Promise.withResolvers<void>()
  await portal.route(/[?&]_rsc=/, async (route) => {
    await promise
    await route.continue()
  })
  const table = portal.getByRole('table', { name: 'Subscriptions' })
  const link = portal.getByRole('navigation').getByRole('link', { name: 'Replays' })
  const dot = link.locator('[data-on-its-way]')
  await expect(table).toHaveAttribute('aria-busy', 'false')
  await table.getByRole('row').nth(1).getByRole('cell').last().click()
  await expect(table).toHaveAttribute('aria-busy', 'true')
  await link.click()
  await expect(dot).toBeVisible()
  release()
  await expect(portal).toHaveURL(/\/replays$/)
  await expect(portal.getByRole('heading', { name: 'Replays', level: 1 })).toBeVisible()
  await expect(dot).toHaveCount(0)
  await api('DELETE', `/webhooks/subscriptions/${id}`)
})
