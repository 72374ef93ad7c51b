import { z } from 'zod'
import { describeViewer } from '../auth/describe-viewer.ts'
import { endOwnSession } from '../auth/end-own-session.ts'
import { endOwnSessions } from '../auth/end-own-sessions.ts'
import { listOwnSessions } from '../auth/list-own-sessions.ts'
import { listViewerTenants } from '../auth/list-viewer-tenants.ts'
import { setPassword } from '../auth/set-password.ts'
import { IdParams } from '../contract/fields.ts'
import { PasswordChange } from '../contract/password.ts'
import { TenantChoice } from '../contract/tenant-choice.ts'
import { describeInstallation } from '../installation/describe-installation.ts'
import { describeOwnTenant } from '../tenants/describe-own-tenant.ts'
import { personProcedure, router, signedInProcedure } from './procedures.ts'

const noFields = z.strictObject({}).optional()

export const meRouter = router({
  get: signedInProcedure.meta({ scope: null }).query(({ ctx }) => describeViewer(ctx.actor, ctx.viewer)),
  setPassword: personProcedure
    .meta({ scope: null })
    .input(PasswordChange)
    .mutation(({ ctx, input }) => setPassword(ctx.actor, ctx.viewer, input)),
  tenants: signedInProcedure
    .meta({ scope: null })
    .input(TenantChoice.optional())
    .query(({ ctx, input }) => listViewerTenants(ctx.actor, ctx.viewer, input)),
  tenant: personProcedure.meta({ scope: null }).query(({ ctx }) => describeOwnTenant(ctx.actor)),
  installation: personProcedure.meta({ scope: null }).query(({ ctx }) => describeInstallation(ctx.actor)),
  sessions: personProcedure.meta({ scope: null }).query(({ ctx }) => listOwnSessions(ctx.viewer)),
  endSession: personProcedure
    .meta({ scope: null })
    .input(IdParams)
    .mutation(({ ctx, input }) => endOwnSession(ctx.viewer, input)),
  endSessions: personProcedure
    .meta({ scope: null })
    .input(noFields)
    .mutation(({ ctx }) => endOwnSessions(ctx.actor, ctx.viewer)),
})
