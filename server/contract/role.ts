import { z } from 'zod'
import { roles } from './role-names.ts'

export { roles }

/** Which scopes each carries: server/members/role-scopes.ts. */
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>
