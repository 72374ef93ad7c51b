import { expect, test } from 'vitest'
import { rolesUpTo } from './role-words.ts'

test('people give their own role and those below it', () => {
  expect(rolesUpTo('owner')).toEqual(['owner', 'admin', 'developer', 'viewer'])
  expect(rolesUpTo('admin')).toEqual(['admin', 'developer', 'viewer'])
  expect(rolesUpTo('viewer')).toEqual(['viewer'])
})
