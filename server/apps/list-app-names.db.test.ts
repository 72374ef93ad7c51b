import { beforeAll, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { insertApp, insertTenant } from '../../test/rows.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { listAppNames } from './list-app-names.ts'

useDatabase()
const publicId = (uuid: string) => toId('app', uuid)
let acme: string
let globex: string
let crm: string
let importer: string
let foreign: string

beforeAll(async () => {
  ;[acme, globex] = [await insertTenant('Acme'), await insertTenant('Globex')]
  ;[crm, importer, foreign] = [await insertApp(acme, 'crm'), await insertApp(acme, 'importer'), await insertApp(globex)]
})

const idsFor = async (...asked: Parameters<typeof listAppNames>) => (await listAppNames(...asked)).map(({ id }) => id)

test('a member of a tenant is told what its apps are called, and of no others', async () => {
  const member = actorOf({ tenantId: acme })
  expect(await listAppNames(member, {})).toEqual([importer, crm].map((id) => ({ id: publicId(id), name: 'An app' })))
  expect(await idsFor(member, { search: 'IMPORT' })).toEqual([publicId(importer)])
  expect(await idsFor(member, { id: publicId(crm) })).toEqual([publicId(crm)])
  expect(await idsFor(member, { id: publicId(foreign) })).toEqual([])
  expect(await idsFor(member, { id: 'crm' })).toEqual([])
  await expect(listAppNames(member, { tenant: toId('tenant', globex) })).rejects.toMatchObject({ code: 'not_found' })
})

test('whoever is bound to an app is told of that one alone', async () => {
  const bound = actorOf({ tenantId: acme, appId: crm })
  expect(await idsFor(bound, {})).toEqual([publicId(crm)])
  expect(await idsFor(bound, { id: publicId(crm) })).toEqual([publicId(crm)])
  expect(await idsFor(bound, { id: publicId(importer) })).toEqual([])
})

test('somebody of the whole installation narrows it to a tenant', async () => {
  expect(await idsFor(systemActor, { tenant: toId('tenant', globex) })).toEqual([publicId(foreign)])
  expect(await idsFor(systemActor, { id: publicId(foreign) })).toEqual([publicId(foreign)])
})
