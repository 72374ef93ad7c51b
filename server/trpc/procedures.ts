import { initTRPC, TRPCError } from '@trpc/server'
import { PostriderError } from '../contract/errors.ts'
import type { OperationId } from '../contract/operations.ts'
import type { Scope } from '../contract/scopes.ts'
import { logger } from '../platform/logger.ts'
import type { PortalContext } from './context.ts'
import { portalProblem } from './portal-problem.ts'
import { trpcCodeOf } from './trpc-code.ts'

interface ProcedureMeta {
  /** The scope a person's role must carry; null: being signed in is enough. The walk test reads it. */
  scope: Scope | null
  /** The operation of the contract that it is bound to. */
  operation?: OperationId
}

const trpc = initTRPC
  .context<PortalContext>()
  .meta<ProcedureMeta>()
  .create({
    isServer: true,
    errorFormatter: ({ shape, error }) => {
      const problem = portalProblem(error)
      return {
        ...shape,
        message: problem.detail,
        data: { ...shape.data, httpStatus: problem.status, stack: undefined, problem },
      }
    },
  })

export const router = trpc.router
export const createCallerFactory = trpc.createCallerFactory

/**
 * Gives what the domain threw the HTTP status it has in REST. What nobody meant to happen is logged here, once, with the
 * name of the procedure and never its input.
 */
const translateFaults = trpc.middleware(async ({ path, next, ctx }) => {
  const result = await next()
  if (result.ok) return result
  const { error } = result
  const { code, status } = portalProblem(error)
  if (code === 'internal') {
    const cause = error.cause ?? error
    logger.error({ procedure: path, requestId: ctx.requestId, error: cause }, 'procedure failed')
  }
  throw new TRPCError({ code: trpcCodeOf(status), cause: error.cause ?? error })
})

/** Whatever the actor may do is still asked per procedure; this only says that there is one. */
export const signedInProcedure = trpc.procedure.use(translateFaults).use(({ ctx, next }) => {
  const { viewer, actor } = ctx
  if (!viewer || !actor) {
    const detail = ctx.hasApiKey
      ? 'This endpoint is for sessions of the portal. API keys are for /api/v1.'
      : 'You are not signed in any more. Sign in again to go on.'
    throw new TRPCError({
      code: 'UNAUTHORIZED',
      cause: new PostriderError('unauthenticated', detail),
    })
  }
  return next({ ctx: { viewer, actor } })
})

/** For what concerns the person themselves: nobody stands behind an embedded portal. */
export const personProcedure = signedInProcedure.use(({ ctx, next }) => {
  const { viewer } = ctx
  if (viewer.kind !== 'person') {
    throw new TRPCError({
      code: 'FORBIDDEN',
      cause: new PostriderError('forbidden', 'This is for people who signed in themselves.'),
    })
  }
  return next({ ctx: { viewer } })
})
