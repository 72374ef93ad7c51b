import { beforeEach, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { auditEntries, insertTenant } from '../../test/rows.ts'
import { eventTypeOperations } from '../contract/event-type.ts'
import { database } from '../platform/database.ts'
import { createEventType } from './create-event-type.ts'
import { deleteEventType } from './delete-event-type.ts'
import { getEventType } from './get-event-type.ts'
import { listEventTypes } from './list-event-types.ts'
import { seedEventTypes } from './seed-event-types.ts'
import { updateEventType } from './update-event-type.ts'
import { validateEventData } from './validate-event-data.ts'

useDatabase()

const operator = actorOf({})
const create = (given: object) =>
  createEventType(
    operator,
    eventTypeOperations.createEventType.body?.parse(given) as Parameters<typeof createEventType>[1],
  )
const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } }
const bytes = (text: string) => new TextEncoder().encode(text)

async function catalogueVersion(): Promise<string> {
  const { rows } = await database().pool.query('select catalogue_version from instance')
  return rows[0].catalogue_version
}

beforeEach(async () => {
  await database().pool.query('delete from event_types')
})

describe('seeding', () => {
  const untouched = () => database().pool.query('update instance set catalogue_version = 0')

  test('fills an untouched catalogue once, also when several processes start', async () => {
    await untouched()
    const added = await Promise.all([seedEventTypes(), seedEventTypes(), seedEventTypes()])
    expect(added.map((names) => names.length).sort()).toEqual([0, 0, 5])
    const { data } = await listEventTypes(operator, { limit: 50 })
    expect(data.map(({ name }) => name).sort()).toEqual([
      'event.detected',
      'import.completed',
      'memory.created',
      'memory.updated',
      'tag.added',
    ])
    expect(data.every((type) => type.schema && type.example && type.validation === 'warn')).toBe(true)
  })

  test('leaves edits alone and does not bring back what was deleted', async () => {
    await untouched()
    await seedEventTypes()
    await updateEventType(operator, { id: 'tag.added@1', description: 'Ours' })
    await deleteEventType(operator, { id: 'memory.created@1' })
    await seedEventTypes()
    expect(await getEventType(operator, { id: 'tag.added' })).toMatchObject({ description: 'Ours' })
    await expect(getEventType(operator, { id: 'memory.created' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the catalogue', () => {
  test('holds versions side by side, found by id or name@version', async () => {
    const [one, two] = [await create({ name: 'a.b' }), await create({ name: 'a.b', version: '2', schema })]
    expect(await getEventType(operator, { id: 'a.b@2' })).toEqual(two)
    expect(await getEventType(operator, { id: one.id })).toMatchObject({ name: 'a.b', version: '1', validation: 'off' })
    await expect(getEventType(operator, { id: 'a.b' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(create({ name: 'a.b', version: '2' })).rejects.toMatchObject({ code: 'conflict' })
    const { data } = await listEventTypes(operator, { limit: 50, name: 'a.b' })
    expect(data.map(({ version }) => version)).toEqual(['2', '1'])
  })

  test('pages and filters by group', async () => {
    for (const name of ['a', 'b', 'c']) await create({ name, group: name === 'b' ? 'B' : 'A' })
    const head = await listEventTypes(operator, { limit: 2 })
    const tail = await listEventTypes(operator, { limit: 2, cursor: head.next_cursor as string })
    expect([...head.data, ...tail.data].map(({ name }) => name)).toEqual(['c', 'b', 'a'])
    expect((await listEventTypes(operator, { limit: 2, group: 'B' })).data.map(({ name }) => name)).toEqual(['b'])
  })

  test('judges schema and example together when one of them changes', async () => {
    await create({ name: 'a.b', schema, example: { n: 1 } })
    const change = (given: object) => updateEventType(operator, { id: 'a.b', ...given })
    await expect(change({ example: { n: 'one' } })).rejects.toMatchObject({ errors: [{ pointer: '/example/n' }] })
    await expect(change({ schema: { required: ['m'] } })).rejects.toMatchObject({ errors: [{ pointer: '/example' }] })
    expect(await change({ example: null, validation: 'enforce' })).toMatchObject({
      example: null,
      validation: 'enforce',
    })
    await expect(change({ schema: null })).rejects.toMatchObject({ errors: [{ pointer: '/validation' }] })
    expect(await change({ schema: null, example: 'any', validation: 'off' })).toMatchObject({
      schema: null,
      example: 'any',
    })
  })

  test('is changed by operators alone, and every change is recorded', async () => {
    const bound = actorOf({ tenantId: await insertTenant() })
    const { id } = await create({ name: 'a.b' })
    const given = {
      name: 'x',
      version: '1',
      description: '',
      group: '',
      schema: null,
      example: null,
      validation: 'off',
    } as const
    await expect(createEventType(bound, given)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateEventType(bound, { id, description: 'mine' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteEventType(bound, { id })).rejects.toMatchObject({ code: 'forbidden' })
    await updateEventType(operator, { id, description: 'new' })
    await deleteEventType(operator, { id })
    const entries = (await auditEntries()).filter((entry) => entry.target_id === id)
    expect(entries.map(({ action }) => action)).toEqual(['event_type.create', 'event_type.update', 'event_type.delete'])
    expect(entries[1]).toMatchObject({ before: { description: '' }, after: { description: 'new' } })
  })
})

describe('checking data', () => {
  const check = async (data: string, version = '1') =>
    validateEventData('a.b', version, bytes(data), await catalogueVersion())

  test('follows the catalogue at once', async () => {
    await create({ name: 'a.b', schema, validation: 'enforce' })
    expect(await check('{"n":1}')).toEqual([])
    expect(await check('{"n":1.5}')).toEqual([{ pointer: '/n', message: 'must be integer' }])
    await updateEventType(operator, { id: 'a.b', schema: { required: ['m'] } })
    expect(await check('{"n":1}')).toEqual([{ pointer: '', message: "must have required property 'm'" }])
    await updateEventType(operator, { id: 'a.b', validation: 'off' })
    expect(await check('{"n":1}')).toEqual([])
  })

  test('knows each version by its own schema, and has nothing to say about types without one', async () => {
    await create({ name: 'a.b' })
    await create({ name: 'a.b', version: '2', schema, validation: 'warn' })
    expect(await check('[]')).toEqual([])
    expect(await check('[]', '2')).toEqual([{ pointer: '', message: 'must be object' }])
    expect(await check('[]', '3')).toEqual([])
  })

  test('of many requests at once loads the catalogue and agrees', async () => {
    await create({ name: 'a.b', schema, validation: 'enforce' })
    const results = await Promise.all(Array.from({ length: 50 }, () => check('{}')))
    expect(new Set(results.map((faults) => faults.length))).toEqual(new Set([1]))
  })
})
