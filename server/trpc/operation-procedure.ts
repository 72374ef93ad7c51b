import type { z } from 'zod'
import type { InputOf, Operation } from '../contract/operation.ts'
import { type OperationId, type Operations, operations } from '../contract/operations.ts'
import { type Handlers, handlers, type UseCase } from '../rest/handlers.ts'
import { flatParser } from './flat-parser.ts'
import { signedInProcedure } from './procedures.ts'
import { requireRight } from './require-right.ts'

/** Operations with a use case of their own; what PUT does, PATCH and POST do for people. */
type BoundId = Exclude<keyof Handlers, `put${string}`> & OperationId

/** A part without fields would forbid the fields of the others. */
type PartOf<Schema extends z.ZodType> = z.input<Schema> extends Record<string, never> ? unknown : z.input<Schema>

/** What the browser sends: params, query and body in one flat object, before defaults are filled in. */
type SentTo<T> = T extends Operation<infer P, infer Q, infer B, z.ZodType> ? PartOf<P> & PartOf<Q> & PartOf<B> : never

/** What arrives there: only fields that the contract names. */
type AnswerOf<T> = T extends Operation<z.ZodObject, z.ZodObject, z.ZodType, infer O> ? z.output<O> : never

function procedureFor<Id extends BoundId>(id: Id) {
  const operation = operations[id] as unknown as Operation
  const { scope } = operation
  const parser = flatParser<SentTo<Operations[Id]>, InputOf<Operations[Id]>>(operation)
  const scoped = signedInProcedure.meta({ scope, operation: id }).use(({ ctx, next }) => {
    if (scope) requireRight(ctx.actor, scope)
    return next()
  })
  return scoped.input(parser)
}

async function call<Id extends BoundId>(id: Id, actor: Parameters<UseCase>[0], input: unknown) {
  const answer = await (handlers[id] as UseCase)(actor, input as Record<string, unknown>)
  return operations[id].success.schema.parse(answer) as AnswerOf<Operations[Id]>
}

/** A reading REST operation as a procedure: same scope, same schemas, same use case. */
export function query<Id extends BoundId>(id: Id) {
  return procedureFor(id).query(({ ctx, input }) => call(id, ctx.actor, input))
}

/** A changing REST operation as a procedure: same scope, same schemas, same use case. */
export function mutation<Id extends BoundId>(id: Id) {
  return procedureFor(id).mutation(({ ctx, input }) => call(id, ctx.actor, input))
}
