import { initTRPC, TRPCError } from '@trpc/server'
import { PostriderError } from '../contract/errors.ts'
import type { Scope } from '../contract/scopes.ts'
import { logger } from '../platform/logger.ts'
import type { PortalContext } from './context.ts'
import { portalProblem } from './portal-problem.ts'

interface ProcedureMeta {
  /** The scope a person's role must carry; null: being signed in is enough. The walk test reads it. */
  scope: Scope | null
}

const trpc = initTRPC
  .context<PortalContext>()
  .meta<ProcedureMeta>()
  .create({
    isServer: true,
    errorFormatter: ({ shape, error }) => {
      const problem = portalProblem(error)
      return { ...shape, message: problem.detail, data: { ...shape.data, stack: undefined, problem } }
    },
  })

export const router = trpc.router
export const createCallerFactory = trpc.createCallerFactory

/** What nobody meant to happen is logged here, once, with the name of the procedure and never its input. */
const logFaults = trpc.middleware(async ({ path, next, ctx }) => {
  const result = await next()
  if (!result.ok && portalProblem(result.error).code === 'internal') {
    const cause = result.error.cause ?? result.error
    logger.error({ procedure: path, requestId: ctx.requestId, error: cause.stack ?? cause.message }, 'procedure failed')
  }
  return result
})

/** Whatever the actor may do is still asked per procedure; this only says that there is one. */
export const signedInProcedure = trpc.procedure.use(logFaults).use(({ ctx, next }) => {
  const { viewer, actor } = ctx
  if (!viewer || !actor) {
    throw new TRPCError({
      code: 'UNAUTHORIZED',
      cause: new PostriderError('unauthenticated', 'You are not signed in any more. Sign in again to go on.'),
    })
  }
  return next({ ctx: { viewer, actor } })
})
