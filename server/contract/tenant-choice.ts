import { z } from 'zod'
import { Ref, text } from './fields.ts'

/** Which of the tenants that a person may see; all left out: the first by name. Portal only. */
export const TenantChoice = z.strictObject({
  /** A part of the name or of the uid, or the whole id. */
  search: text(200).optional(),
  ids: z.array(Ref).max(100).optional(),
})
export type TenantChoice = z.infer<typeof TenantChoice>
