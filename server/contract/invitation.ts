import { z } from 'zod'
import { Name } from './fields.ts'
import { Password } from './password.ts'
import type { Role } from './role.ts'

export const InvitationToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** What somebody who is new here says about themselves. */
export const NewPerson = z.strictObject({ name: Name, password: Password })
export type NewPerson = z.infer<typeof NewPerson>

/** What the page behind an invitation shows. */
export interface PendingInvitation {
  email: string
  role: Role
  /** Name of the tenant; null: the whole installation. */
  tenant: string | null
  /** Whether the address has an account here, whose password is asked for instead of a new one. */
  is_known: boolean
}
