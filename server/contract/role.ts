import { z } from 'zod'

/** What a person is in a tenant or in the whole installation; which scopes each carries: server/members/role-scopes.ts. */
export const roles = ['owner', 'admin', 'developer', 'viewer'] as const

export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>
