import { z } from 'zod'
import { Name, Ref, text } from './fields.ts'

/** Filters of the list of deliveries that a person named, to come back to. Portal only: a key has no views. */
export const SavedView = z.object({ name: Name, search: text(2000) })
export type SavedView = z.infer<typeof SavedView>

/** Whose views: those kept while this tenant is shown; left out: while all are. */
export const SavedViewScope = z.strictObject({ tenant: Ref.optional() })

export const NewSavedView = SavedViewScope.extend(SavedView.shape)
export const SavedViewName = SavedViewScope.extend({ name: Name })
