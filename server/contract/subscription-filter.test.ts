import { describe, expect, test } from 'vitest'
import { filteredEvent, filterTable } from '../../test/filter-table.ts'
import { compileFilter, type SubscriptionFilter, unmetEntry } from './subscription-filter.ts'
import { filterFaults } from './subscription-filter-faults.ts'

describe('a filter', () => {
  test.each(filterTable)('%j: %s', (filter, fits) => {
    expect(filterFaults(filter)).toEqual([])
    expect(compileFilter(filter)(filteredEvent)).toBe(fits)
    expect(unmetEntry(filter, filteredEvent) === null).toBe(fits)
  })

  test('names the entry that does not hold', () => {
    const filter = { 'data.plan': 'pro', 'data.amount': { $gte: 100 } }
    expect(unmetEntry(filter, filteredEvent)).toBe('data.amount: {"$gte":100}')
  })

  test('looks at the first 1,000 elements of an array', () => {
    const list = Array.from({ length: 1_001 }, (_, n) => n)
    const event = { type: 'a', version: '1', data: { list } }
    expect(compileFilter({ 'data.list': 999 })(event)).toBe(true)
    expect(compileFilter({ 'data.list': 1_000 })(event)).toBe(false)
  })

  test('of data that is no object looks at the data itself', () => {
    const event = { type: 'a', version: '1', data: 7 }
    expect(compileFilter({ data: { $gt: 6 } })(event)).toBe(true)
    expect(compileFilter({ 'data.x': { $exists: false } })(event)).toBe(true)
  })
})

describe('what is wrong with a filter', () => {
  const deep = (levels: number): SubscriptionFilter => (levels === 0 ? { type: 'a' } : { $not: deep(levels - 1) })

  test.each<[unknown, string, string]>([
    ['text', '', 'must be an object'],
    [[], '', 'must be an object'],
    [{ plan: 'pro' }, '/plan', 'must begin with data.'],
    [{ 'type.x': 'pro' }, '/type.x', 'must begin with data.'],
    [{ 'data..x': 1 }, '/data..x', 'empty step'],
    [{ 'data\\.x': 1 }, '/data\\.x', 'must begin with data.'],
    [{ 'data.a/b': [1] }, '/data.a~1b', '$in'],
    [{ 'data.x': {} }, '/data.x', 'operator'],
    [{ 'data.x': { y: 1 } }, '/data.x/y', 'is no operator'],
    [{ 'data.x': { $regex: 'a+' } }, '/data.x/$regex', 'is no operator'],
    [JSON.parse('{"__proto__":1}'), '/__proto__', 'must begin with data.'],
    [{ $where: 'x' }, '/$where', 'is no operator here'],
    [{ $or: [] }, '/$or', 'at least one'],
    [{ $or: { type: 'a' } }, '/$or', 'list of filters'],
    [{ $and: [{ type: 'a' }, { nope: 1 }] }, '/$and/1/nope', 'must begin with data.'],
    [{ $not: [{}] }, '/$not', 'must be an object'],
    [{ 'data.x': { $in: [] } }, '/data.x/$in', '1 to 100'],
    [{ 'data.x': { $in: [{}] } }, '/data.x/$in/0', 'must be a text'],
    [{ 'data.x': { $gt: true } }, '/data.x/$gt', 'a number or a text'],
    [{ 'data.x': { $exists: 1 } }, '/data.x/$exists', 'true or false'],
    [{ 'data.x': { $startsWith: '' } }, '/data.x/$startsWith', 'must be a text'],
    [{ 'data.x': 2 ** 53 }, '/data.x', '2^53'],
    [{ 'data.x': 'a\0' }, '/data.x', 'NUL'],
    [{ 'data.x': 'a'.repeat(1_001) }, '/data.x', '1,000'],
    [{ [`data.${'a'.repeat(200)}`]: 1 }, `/data.${'a'.repeat(200)}`, '200 characters'],
    [deep(5), '/$not/$not/$not/$not/$not', 'levels'],
    [{ $and: Array.from({ length: 51 }, () => ({})) }, '', '50 conditions'],
    [{ 'data.x': { $in: Array.from({ length: 9 }, () => 'a'.repeat(1_000)) } }, '', '8,192 characters'],
    [Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`data.x${n}`, n])), '', '50 conditions'],
  ])('%j is said at %s', (filter, pointer, words) => {
    expect(filterFaults(filter)).toEqual([{ pointer, message: expect.stringContaining(words) }])
  })

  test('is said all at once', () => {
    const filter = { plan: 1, 'data.x': { $y: 1 } }
    expect(filterFaults(filter).map(({ pointer }) => pointer)).toEqual(['/plan', '/data.x/$y'])
  })
})
