import { expect, test } from 'vitest'
import { isConnectionFault, isDataFault, isDeadlock, isUniqueViolation, sqlState } from './database-fault.ts'

const withCode = (code: string): Error => Object.assign(new Error('failed'), { code })

type Kind = 'deadlock' | 'data' | 'connection' | 'unique' | 'data unique' | ''

const kindOf = (error: unknown): string =>
  [
    isDeadlock(error) && 'deadlock',
    isDataFault(error) && 'data',
    isConnectionFault(error) && 'connection',
    isUniqueViolation(error) && 'unique',
  ]
    .filter(Boolean)
    .join(' ')

test.each<[string, Kind]>([
  ['40P01', 'deadlock'],
  ['40001', 'deadlock'],
  ['P2034', 'deadlock'],
  ['22021', 'data'],
  ['22P05', 'data'],
  ['23502', 'data'],
  ['23514', 'data'],
  ['54000', 'data'],
  ['23505', 'data unique'],
  ['P2002', 'unique'],
  ['08006', 'connection'],
  ['57P01', 'connection'],
  ['57P02', 'connection'],
  ['57P03', 'connection'],
  ['57P05', 'connection'],
  ['57014', 'connection'],
  ['53300', 'connection'],
  ['42P01', ''],
  ['42601', ''],
  ['XX000', ''],
  ['ECONNREFUSED', 'connection'],
  ['ECONNRESET', 'connection'],
  ['ETIMEDOUT', 'connection'],
  ['ENOTFOUND', 'connection'],
  ['EAI_AGAIN', 'connection'],
  ['ENOENT', 'connection'],
  ['EPIPE', 'connection'],
  ['EACCES', ''],
])('%s is a fault of this kind: %s', (code, kind) => {
  expect(kindOf(withCode(code))).toBe(kind)
})

test.each([
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
])('what pg says without a code means that the server is away: %s', (message) => {
  expect(kindOf(new Error(message))).toBe('connection')
})

test('a deadlock is seen through what Prisma wraps around it', () => {
  const cause = { kind: 'TransactionWriteConflict', originalCode: '40P01' }
  expect(kindOf(Object.assign(withCode('P2010'), { meta: { driverAdapterError: { cause } } }))).toBe('deadlock')
})

test.each([null, undefined, 'text', 7, {}, new Error('a bug'), new TypeError('x is not a function')])(
  'anything else is no fault of the database: %s',
  (error) => {
    expect(kindOf(error)).toBe('')
    expect(sqlState(error)).toBeNull()
  },
)
