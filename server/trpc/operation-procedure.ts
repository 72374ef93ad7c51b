import type { z } from 'zod'
import type { InputOf, Operation, OutputOf } from '../contract/operation.ts'
import { type Actor, requireScope } from '../platform/actor.ts'
import { signedInProcedure } from './procedures.ts'

type AnyOperation = Operation<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>

/** What the browser sends: params, query and body in one flat object, before defaults are filled in. */
type SentTo<T> = T extends Operation<infer P, infer Q, infer B, z.ZodType> ? z.input<P> & z.input<Q> & z.input<B> : never

type UseCase<O extends AnyOperation> = (actor: Actor, input: InputOf<O>) => Promise<OutputOf<O>>

/** The same three schemas REST parses with, over one flat object: their field names differ by contract. */
function flatParser<O extends AnyOperation>(operation: O) {
  const paramNames = new Set(Object.keys(operation.params.shape))
  const queryNames = new Set(Object.keys(operation.query.shape))
  const parse = (sent: unknown): InputOf<O> => {
    const entries = Object.entries((sent ?? {}) as Record<string, unknown>)
    const pick = (wanted: (name: string) => boolean) => Object.fromEntries(entries.filter(([name]) => wanted(name)))
    const params = operation.params.parse(pick((name) => paramNames.has(name)))
    const rest = (name: string) => !paramNames.has(name) && !queryNames.has(name)
    if (!operation.body) {
      const query = operation.query.parse(pick((name) => !paramNames.has(name)))
      return { ...params, ...query } as InputOf<O>
    }
    const query = operation.query.parse(pick((name) => queryNames.has(name)))
    return { ...params, ...query, ...(operation.body.parse(pick(rest)) as object) } as InputOf<O>
  }
  // The shape tRPC infers the two sides of a parser from.
  return parse as unknown as { _input: SentTo<O>; _output: InputOf<O>; parse: (sent: unknown) => InputOf<O> }
}

function procedureFor<O extends AnyOperation>(operation: O) {
  const { scope } = operation
  const base = signedInProcedure.meta({ scope }).input(flatParser(operation))
  return base.use(({ ctx, next }) => {
    if (scope) requireScope(ctx.actor, scope)
    return next()
  })
}

/** A reading REST operation as a tRPC query: same scope, same schemas, same use case. */
export function query<O extends AnyOperation>(operation: O, useCase: UseCase<O>) {
  return procedureFor(operation).query(
    async ({ ctx, input }): Promise<z.output<O['success']['schema']>> =>
      operation.success.schema.parse(await useCase(ctx.actor, input as InputOf<O>)) as z.output<O['success']['schema']>,
  )
}

/** A changing REST operation as a tRPC mutation: same scope, same schemas, same use case. */
export function mutation<O extends AnyOperation>(operation: O, useCase: UseCase<O>) {
  return procedureFor(operation).mutation(
    async ({ ctx, input }): Promise<z.output<O['success']['schema']>> =>
      operation.success.schema.parse(await useCase(ctx.actor, input as InputOf<O>)) as z.output<O['success']['schema']>,
  )
}
