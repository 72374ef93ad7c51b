import type { PortalTheme } from './portal-theme.ts'
import type { Role } from './role.ts'
import type { Scope } from './scopes.ts'

/** The person who is signed in to the portal. */
export interface PortalViewer {
  id: string
  name: string
  email: string
  role: Role
  /** Id of the one tenant they are bound to; null: they see all. */
  tenant: string | null
  scopes: Scope[]
  /** They can sign in with one: changing it asks for it. */
  has_password: boolean
  /** Host where inboxes may be made besides our own; null: the operator has not turned it on. */
  webhook_site: string | null
  /** Set where the portal is shown inside the product: there is nobody to sign out. */
  embedded: { return_url: string | null; theme: PortalTheme | null } | null
}

/** A tenant that the person may look at. */
interface ViewerTenant {
  id: string
  uid: string | null
  name: string
}

/** By name. `has_more`: there are others, to be searched for. */
export interface ViewerTenants {
  data: ViewerTenant[]
  has_more: boolean
}
