import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { database } from './database.ts'
import { plainArray } from './plain-array.ts'

useDatabase()

async function received(type: string, values: (string | number | boolean | null)[]): Promise<unknown[]> {
  const { rows } = await database().pool.query(`select to_json($1::${type}[]) as received`, [plainArray(values)])
  return rows[0].received
}

const uuid = fc.uuid().map((text) => text.toLowerCase())

test.each([
  ['uuid', uuid],
  ['int', fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })],
  ['float8', fc.double({ noDefaultInfinity: true, noNaN: true }).filter((number) => !Object.is(number, -0))],
  ['boolean', fc.boolean()],
  ['text', fc.constantFrom('active', 'connection_reset', 'interrupted')],
] as [string, fc.Arbitrary<string | number | boolean>][])('an array of %s arrives as it was', async (type, element) => {
  const property = fc.asyncProperty(fc.array(fc.option(element, { nil: null })), async (values) => {
    expect(await received(type, values)).toEqual(values)
  })
  await fc.assert(property, { numRuns: 20 })
})

test('a time arrives to the millisecond', async () => {
  const at = '2026-02-28T23:59:59.999Z'
  const [text] = await received('timestamptz', [at])
  expect(new Date(text as string).toISOString()).toBe(at)
})
