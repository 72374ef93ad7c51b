import { expect, test } from 'vitest'
import type { Operation } from '../contract/operation.ts'
import { operations } from '../contract/operations.ts'
import { flatParser } from './flat-parser.ts'

const parserOf = (id: keyof typeof operations) => flatParser(operations[id] as unknown as Operation)

test('one flat object is split among params, query and body, and defaults are filled in', () => {
  expect(parserOf('rotateSecret').parse({ id: 'sub_1', overlap_seconds: 60 })).toEqual({
    id: 'sub_1',
    overlap_seconds: 60,
  })
  expect(parserOf('listTenants').parse(undefined)).toEqual({ limit: 50 })
  expect(parserOf('listTenants').parse({ cursor: undefined, limit: 10 })).toEqual({ limit: 10 })
})

test('fields that the operation does not know are refused, wherever they could hide', () => {
  expect(() => parserOf('getSubscription').parse({ id: 'sub_1', tenant_id: 'x' })).toThrow(/tenant_id/)
  expect(() => parserOf('updateSubscription').parse({ id: 'sub_1', status: 'active' })).toThrow(/status/)
  expect(() => parserOf('listTenants').parse({ role: 'owner' })).toThrow(/role/)
})
