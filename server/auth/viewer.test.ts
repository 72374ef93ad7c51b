import { expect, test } from 'vitest'
import { actingMembership, actorOf, type Viewer } from './viewer.ts'

const acme = '0190a000-0000-7000-8000-00000000000a'
const globex = '0190a000-0000-7000-8000-00000000000b'

const viewer = (memberships: Viewer['memberships']): Viewer => ({
  kind: 'person',
  sessionId: '0190a000-0000-7000-8000-000000000001',
  userId: '0190a000-0000-7000-8000-000000000002',
  email: 'ada@example.com',
  name: 'Ada',
  memberships,
})

const request = { chosenTenantId: null, ip: null, requestId: null }

test('the chosen tenant decides, and a tenant one does not belong to falls back to the oldest membership', () => {
  const both = viewer([
    { tenantId: acme, role: 'viewer' },
    { tenantId: globex, role: 'admin' },
  ])
  expect(actingMembership(both, globex)?.role).toBe('admin')
  expect(actingMembership(both, '0190a000-0000-7000-8000-00000000000c')?.tenantId).toBe(acme)
  expect(actorOf(both, { ...request, chosenTenantId: globex })?.tenantId).toBe(globex)
})

test('a member of the whole installation is bound to no tenant, whatever they look at', () => {
  const operator = viewer([
    { tenantId: acme, role: 'viewer' },
    { tenantId: null, role: 'owner' },
  ])
  expect(actorOf(operator, { ...request, chosenTenantId: acme })).toMatchObject({ tenantId: null, kind: 'user' })
})

test('who belongs nowhere acts as nobody', () => {
  expect(actorOf(viewer([]), request)).toBeNull()
})
