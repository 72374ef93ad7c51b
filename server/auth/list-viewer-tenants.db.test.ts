import { beforeAll, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import type { TenantChoice } from '../contract/tenant-choice.ts'
import { database } from '../platform/database.ts'
import { listViewerTenants } from './list-viewer-tenants.ts'

useDatabase()

let zenith: string
beforeAll(async () => {
  await database().pool.query(
    `insert into tenants (id, uid, name) select gen_random_uuid(), 'customer-' || n, 'Customer ' || n from generate_series(1, 240) n`,
  )
  zenith = await insertTenant('Zenith 100%')
})

const personIn = (tenantIds: (string | null)[]) => ({
  kind: 'person' as const,
  sessionId: zenith,
  userId: zenith,
  email: 'ada@example.com',
  name: 'Ada',
  memberships: tenantIds.map((tenantId) => ({ tenantId, role: 'admin' as const })),
})
const names = async (choice?: TenantChoice, tenantIds: (string | null)[] = [null]) => {
  const actor = actorOf(tenantIds[0] ? { tenantId: tenantIds[0] } : {})
  const { data, has_more } = await listViewerTenants(actor, personIn(tenantIds), choice)
  return { names: data.map(({ name }) => name), has_more }
}

test('a hundred tenants come by name, and it is said that there are more', async () => {
  const first = await names()
  expect(first.names).toHaveLength(100)
  expect(first.names.slice(0, 2)).toEqual(['Customer 1', 'Customer 10'])
  expect(first.has_more).toBe(true)
})

test('whose something was is told of a deleted tenant, too, to people of the whole installation', async () => {
  const gone = await insertTenant('Gone')
  await database().pool.query('update tenants set deleted_at = now() where id = $1', [gone])
  const ids = [toId('tenant', gone)]
  expect(await names({ ids })).toEqual({ names: ['Gone (deleted)'], has_more: false })
  expect(await names({ ids }, [gone])).toEqual({ names: [], has_more: false })
  expect(await names({ search: 'Gone' })).toEqual({ names: [], has_more: false })
})

test('a search finds whichever it is: by a part of the name or uid in any case, or by the id', async () => {
  const found = { names: ['Zenith 100%'], has_more: false }
  expect(await names({ search: ' zENITH ' })).toEqual(found)
  expect(await names({ search: toId('tenant', zenith) })).toEqual(found)
  expect(await names({ search: 'TOMER-240' })).toEqual({ names: ['Customer 240'], has_more: false })
  expect(await names({ search: 'nobody' })).toEqual({ names: [], has_more: false })
})

test.each([
  ['%', ['Zenith 100%']],
  ['_', []],
  ['\\', []],
])('a search for %s takes it for itself', async (search, found) => {
  expect((await names({ search })).names).toEqual(found)
})

test('ids bring those and no others, and nonsense brings nothing', async () => {
  expect((await names({ ids: [toId('tenant', zenith), 'ten_nonsense'] })).names).toEqual(['Zenith 100%'])
  expect((await names({ ids: ['ten_nonsense'] })).names).toEqual([])
})

test('a person of some tenants finds no other', async () => {
  const acme = await insertTenant('Acme')
  expect(await names({}, [acme, zenith])).toEqual({ names: ['Acme', 'Zenith 100%'], has_more: false })
  expect((await names({ search: 'e' }, [acme])).names).toEqual(['Acme'])
  expect((await names({ search: 'Customer' }, [acme])).names).toEqual([])
  expect((await names({ ids: [toId('tenant', zenith)] }, [acme])).names).toEqual([])
})
