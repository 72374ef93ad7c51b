import { z } from 'zod'
import { Ref, text } from './fields.ts'

/** Which of the apps that a person may see; all left out: the newest. Portal only. */
export const AppChoice = z.strictObject({
  tenant: Ref.optional(),
  /** This one alone. */
  id: Ref.optional(),
  /** A part of the name or of the uid. */
  search: text(200).optional(),
})
export type AppChoice = z.infer<typeof AppChoice>
