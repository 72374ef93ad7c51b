import { describeViewer } from '../auth/describe-viewer.ts'
import { listViewerTenants } from '../auth/list-viewer-tenants.ts'
import { router, signedInProcedure } from './procedures.ts'

export const meRouter = router({
  get: signedInProcedure.meta({ scope: null }).query(({ ctx }) => describeViewer(ctx.actor, ctx.viewer)),
  tenants: signedInProcedure.meta({ scope: null }).query(({ ctx }) => listViewerTenants(ctx.actor, ctx.viewer)),
})
