import { describeViewer } from '../auth/describe-viewer.ts'
import { listViewerTenants } from '../auth/list-viewer-tenants.ts'
import { setPassword } from '../auth/set-password.ts'
import { PasswordChange } from '../contract/password.ts'
import { personProcedure, router, signedInProcedure } from './procedures.ts'

export const meRouter = router({
  get: signedInProcedure.meta({ scope: null }).query(({ ctx }) => describeViewer(ctx.actor, ctx.viewer)),
  setPassword: personProcedure
    .meta({ scope: null })
    .input(PasswordChange)
    .mutation(({ ctx, input }) => setPassword(ctx.actor, ctx.viewer, input)),
  tenants: signedInProcedure.meta({ scope: null }).query(({ ctx }) => listViewerTenants(ctx.actor, ctx.viewer)),
})
