import { z } from 'zod'
import { listAuditActors } from '../audit/list-audit-actors.ts'
import { Ref } from '../contract/fields.ts'
import { query } from './operation-procedure.ts'
import { router } from './procedures.ts'
import { scopedProcedure } from './scoped-procedure.ts'

export const auditRouter = router({
  list: query('listAuditEntries'),
  /** To choose from in a filter. */
  actors: scopedProcedure('audit:read')
    .input(z.strictObject({ tenant: Ref.optional() }))
    .query(({ ctx, input }) => listAuditActors(ctx.actor, input)),
})
