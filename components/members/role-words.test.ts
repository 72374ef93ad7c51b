import { expect, test } from 'vitest'
import { rolesUpTo } from './role-words.ts'

test('people give their own role and those below it', () => {
  expect(rolesUpTo('owner')).toEqual(['viewer', 'developer', 'admin', 'owner'])
  expect(rolesUpTo('admin')).toEqual(['viewer', 'developer', 'admin'])
  expect(rolesUpTo('viewer')).toEqual(['viewer'])
})
