import { describe, expect, test } from 'vitest'
import { isDatabaseAway } from './database-away.ts'

const failure = (fields: object) => Object.assign(new Error('failure'), fields)

describe('the database is away', () => {
  test.each([
    ['shutting down', failure({ code: '57P01' })],
    ['crashed', failure({ code: '57P02' })],
    ['starting up', failure({ code: '57P03' })],
    ['full', failure({ code: '53300' })],
    ['a lost connection', failure({ code: '08006' })],
    ['a refused socket', failure({ code: 'ECONNREFUSED' })],
    ['a broken pipe', failure({ code: 'EPIPE' })],
    ['both addresses of localhost refused', new AggregateError([failure({ code: 'ECONNREFUSED' })])],
    ['a pool that waited too long', new Error('timeout exceeded when trying to connect')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    ['what Prisma says', failure({ code: 'P1001' })],
    ['what the driver adapter says', failure({ name: 'DriverAdapterError', cause: { kind: 'DatabaseNotReachable' } })],
    [
      'what Prisma wraps',
      failure({ code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57P01' } } } }),
    ],
  ])('when it is %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(true)
  })

  test.each([
    ['a broken rule', failure({ code: '23505' })],
    ['a wrong statement', failure({ code: '42601' })],
    ["Prisma's unique violation", failure({ code: 'P2002' })],
    ['a fault of ours', new TypeError('undefined is not a function')],
    ['no error', undefined],
  ])('but not for %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(false)
  })
})
