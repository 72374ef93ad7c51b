import { listAppNames } from '../apps/list-app-names.ts'
import { AppChoice } from '../contract/app-choice.ts'
import { mutation, query } from './operation-procedure.ts'
import { router, signedInProcedure } from './procedures.ts'
import { requireRight } from './require-right.ts'

const readerProcedure = signedInProcedure.meta({ scope: 'subscriptions:read' }).use(({ ctx, next }) => {
  requireRight(ctx.actor, 'subscriptions:read')
  return next()
})

export const appsRouter = router({
  list: query('listApps'),
  get: query('getApp'),
  create: mutation('createApp'),
  update: mutation('updateApp'),
  delete: mutation('deleteApp'),
  /** To choose from, and to call them by. */
  names: readerProcedure.input(AppChoice).query(({ ctx, input }) => listAppNames(ctx.actor, input)),
})
