import type { Role } from '../contract/role.ts'
import { roles } from '../contract/role-names.ts'
import { type Scope, scopes } from '../contract/scopes.ts'

const viewer: Scope[] = ['events:read', 'subscriptions:read', 'deliveries:read', 'stats:read']

const developer: Scope[] = [
  ...viewer,
  'events:write',
  'subscriptions:write',
  'secrets:read',
  'deliveries:write',
  'replays:write',
  'inboxes:write',
]

const admin: Scope[] = [
  ...developer,
  'event-types:write',
  'audit:read',
  'keys:admin',
  'members:admin',
  'portal-sessions:write',
]

const scopesOfRole: Record<Role, readonly Scope[]> = { viewer, developer, admin, owner: scopes }

/** These reach beyond one tenant: only a membership of the whole installation carries them. */
const installationScopes: ReadonlySet<Scope> = new Set(['event-types:write', 'tenants:admin'])

/** Whose role carries a scope, the lowest first: `admins and owners`. */
export function peopleWith(scope: Scope): string {
  const people = roles.filter((role) => scopesOfRole[role].includes(scope)).map((role) => `${role}s`)
  const words = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(people.reverse())
  return installationScopes.has(scope) ? `${words} of the whole installation` : words
}

/** What a person may do with a membership. `tenantId` null: of the whole installation. */
export function scopesOf(membership: { role: Role; tenantId: string | null }): ReadonlySet<Scope> {
  const granted = scopesOfRole[membership.role]
  if (membership.tenantId === null) return new Set(granted)
  return new Set(granted.filter((scope) => !installationScopes.has(scope)))
}
