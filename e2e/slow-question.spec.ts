import pg from 'pg'
import { runningDatabase } from '../server/launch/running-database.ts'
import { readEnvironment } from '../server/platform/env.ts'
import { expect, test } from './fixtures.ts'

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
  // Ids are shortened in the middle.
  await expect(portal.getByRole('row', { name: new RegExp(`tenant.create .*${id.slice(-6)}`) })).toBeVisible()
  // Where there is only one tenant, the other specs need not choose it.
  await api('DELETE', `/tenants/${id}`)
})
