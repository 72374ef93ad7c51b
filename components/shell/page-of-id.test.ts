import { expect, test } from 'vitest'
import { toId } from '../../server/contract/ids.ts'
import { pageOfId } from './page-of-id.ts'

const uuid = '0190a000-0000-7000-8000-000000000001'

test.each([
  ['event', '/events/'],
  ['delivery', '/deliveries/'],
  ['batch', '/deliveries?batch='],
] as const)('the id of a %s leads to %s', (kind, path) => {
  const id = toId(kind, uuid)
  expect(pageOfId(` ${id} `)?.href).toBe(path + id)
})

test('what is no id, or one of what has no page, leads nowhere', () => {
  for (const text of ['', 'evt_', 'memory.created', toId('attempt', uuid)]) expect(pageOfId(text)).toBeNull()
})
