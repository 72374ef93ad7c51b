import { z } from 'zod'
import { listAuditActors } from '../audit/list-audit-actors.ts'
import { Ref } from '../contract/fields.ts'
import { query } from './operation-procedure.ts'
import { router, signedInProcedure } from './procedures.ts'
import { requireRight } from './require-right.ts'

const auditorProcedure = signedInProcedure.meta({ scope: 'audit:read' }).use(({ ctx, next }) => {
  requireRight(ctx.actor, 'audit:read')
  return next()
})

export const auditRouter = router({
  list: query('listAuditEntries'),
  /** To choose from in a filter. */
  actors: auditorProcedure
    .input(z.strictObject({ tenant: Ref.optional() }))
    .query(({ ctx, input }) => listAuditActors(ctx.actor, input)),
})
