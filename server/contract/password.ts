import { z } from 'zod'

/** Length is what counts (NIST SP 800-63B, 3.1.1.2); the upper bound keeps the hashing of a request cheap. */
export const Password = z
  .string()
  .min(12, { error: 'must have at least 12 characters' })
  .max(256, { error: 'must have at most 256 characters' })

/** `current` is needed where there is one already. */
export const PasswordChange = z.strictObject({ current: z.string().max(256).optional(), next: Password })
export type PasswordChange = z.infer<typeof PasswordChange>
