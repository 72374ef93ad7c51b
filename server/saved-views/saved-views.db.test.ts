import { expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { deleteView } from './delete-view.ts'
import { listSavedViews } from './list-saved-views.ts'
import { saveView } from './save-view.ts'

useDatabase()

async function person(): Promise<{ userId: string }> {
  const userId = newUuid()
  await database().pool.query('insert into users (id, email, name) values ($1, $2, $3)', [
    userId,
    `${userId}@example.com`,
    'Ada',
  ])
  return { userId }
}

const operator = actorOf({})
const failed = { name: 'Failing', search: 'status=failed' }

test('a view is kept under its name, written over, and forgotten', async () => {
  const ada = await person()
  await saveView(operator, ada, failed)
  await saveView(operator, ada, { name: 'billing', search: 'type=memory.created' })
  await saveView(operator, ada, { ...failed, search: 'status=failed&code=500' })
  expect(await listSavedViews(operator, ada, {})).toEqual([
    { name: 'billing', search: 'type=memory.created' },
    { name: 'Failing', search: 'status=failed&code=500' },
  ])
  await deleteView(operator, ada, { name: 'billing' })
  expect(await listSavedViews(operator, ada, {})).toHaveLength(1)
  await expect(deleteView(operator, ada, { name: 'billing' })).rejects.toMatchObject({ code: 'not_found' })
})

test('nobody sees those of another person or of another tenant', async () => {
  const [ada, bob] = [await person(), await person()]
  const [mine, theirs] = [await insertTenant(), await insertTenant()]
  const member = actorOf({ tenantId: mine })
  await saveView(member, ada, failed)
  expect(await listSavedViews(member, bob, {})).toEqual([])
  expect(await listSavedViews(operator, ada, {})).toEqual([])
  expect(await listSavedViews(operator, ada, { tenant: toId('tenant', mine) })).toEqual([failed])
  await expect(listSavedViews(member, ada, { tenant: toId('tenant', theirs) })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(deleteView(member, bob, { name: failed.name })).rejects.toMatchObject({ code: 'not_found' })
})

test('there are fifty at most', async () => {
  const ada = await person()
  for (let n = 0; n < 50; n++) await saveView(operator, ada, { name: `View ${n}`, search: '' })
  await expect(saveView(operator, ada, failed)).rejects.toMatchObject({ code: 'conflict' })
  expect(await saveView(operator, ada, { name: 'View 7', search: 'status=failed' })).toMatchObject({ name: 'View 7' })
})
