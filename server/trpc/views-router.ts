import { NewSavedView, SavedViewName, SavedViewScope } from '../contract/saved-view.ts'
import { deleteView } from '../saved-views/delete-view.ts'
import { listSavedViews } from '../saved-views/list-saved-views.ts'
import { saveView } from '../saved-views/save-view.ts'
import { personProcedure, router } from './procedures.ts'
import { requireRight } from './require-right.ts'

/** What a person keeps for themselves, viewers too. */
const readerProcedure = personProcedure.meta({ scope: 'deliveries:read' }).use(({ ctx, next }) => {
  requireRight(ctx.actor, 'deliveries:read')
  return next()
})

export const viewsRouter = router({
  list: readerProcedure.input(SavedViewScope).query(({ ctx, input }) => listSavedViews(ctx.actor, ctx.viewer, input)),
  save: readerProcedure.input(NewSavedView).mutation(({ ctx, input }) => saveView(ctx.actor, ctx.viewer, input)),
  delete: readerProcedure.input(SavedViewName).mutation(({ ctx, input }) => deleteView(ctx.actor, ctx.viewer, input)),
})
