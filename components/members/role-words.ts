import type { Role } from '../../server/contract/role.ts'
import { roles } from '../../server/contract/role-names.ts'

export const roleWords: Record<Role, { label: string; description: string }> = {
  owner: {
    label: 'Owner',
    description: 'Everything, other owners included; of the whole installation, tenants and apps too.',
  },
  admin: {
    label: 'Admin',
    description: 'Also API keys, members and the audit log; of the whole installation, event types too.',
  },
  developer: {
    label: 'Developer',
    description: 'Also publishes test events, changes subscriptions, sees secrets, repairs deliveries, uses inboxes.',
  },
  viewer: {
    label: 'Viewer',
    description: 'Looks at figures, subscriptions, events, deliveries and alerts. Sees no secrets, changes nothing.',
  },
}

/** Why the last owner can be neither removed nor given another role. */
export const onlyOwner = 'The only owner. Make somebody else an owner first.'

/** Nobody gives a role above their own: the roles up to theirs, the least first, since each is told by what it may besides. */
export function rolesUpTo(own: Role): Role[] {
  return roles.slice(roles.indexOf(own)).toReversed()
}
