import { listAppNames } from '../apps/list-app-names.ts'
import { AppChoice } from '../contract/app-choice.ts'
import { mutation, query } from './operation-procedure.ts'
import { router } from './procedures.ts'
import { scopedProcedure } from './scoped-procedure.ts'

export const appsRouter = router({
  list: query('listApps'),
  get: query('getApp'),
  create: mutation('createApp'),
  update: mutation('updateApp'),
  delete: mutation('deleteApp'),
  /** To choose from, and to call them by. */
  names: scopedProcedure('subscriptions:read')
    .input(AppChoice)
    .query(({ ctx, input }) => listAppNames(ctx.actor, input)),
})
