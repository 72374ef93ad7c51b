import { expect, test } from 'vitest'
import { roles } from '../contract/role.ts'
import { scopes } from '../contract/scopes.ts'
import { scopesOf } from './role-scopes.ts'

test('an owner of the installation may do everything', () => {
  expect(scopesOf({ role: 'owner', tenantId: null })).toEqual(new Set(scopes))
})

test('a viewer may only read, and not secrets', () => {
  for (const scope of scopesOf({ role: 'viewer', tenantId: null })) expect(scope).toMatch(/:read$/)
  expect(scopesOf({ role: 'viewer', tenantId: null })).not.toContain('secrets:read')
})

test('each role may do all that the role below it may', () => {
  const upwards = [...roles].reverse()
  for (let index = 1; index < upwards.length; index++) {
    const lower = scopesOf({ role: upwards[index - 1] as 'viewer', tenantId: null })
    const higher = scopesOf({ role: upwards[index] as 'owner', tenantId: null })
    expect([...lower].filter((scope) => !higher.has(scope))).toEqual([])
  }
})

test('nobody inside one tenant may change the shared catalogue or other tenants', () => {
  for (const role of roles) {
    const granted = scopesOf({ role, tenantId: '0190a000-0000-7000-8000-000000000000' })
    expect(granted).not.toContain('event-types:write')
    expect(granted).not.toContain('tenants:admin')
  }
})
