import { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Scope } from './scopes.ts'

/**
 * How one REST call is declared. REST, OpenAPI, tRPC, forms and client types all come from these declarations.
 *
 * To add a resource: write `server/contract/<noun>.ts` with its schemas and
 *
 *     export const widgetOperations = {
 *       getWidget: operation({
 *         method: 'GET',
 *         path: '/api/v1/webhooks/widgets/{id}',
 *         scope: 'widgets:read',
 *         tag: 'Widgets',
 *         summary: 'Get a widget',
 *         params: IdParams,
 *         success: { status: 200, schema: Widget },
 *       }),
 *     }
 *
 * then spread it into `operations` (operations.ts) and bind its use case in server/rest/handlers.ts. The key is the
 * operation's id, so `Handlers` does not compile until the use case has exactly the declared input and output.
 */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** OpenAPI form: `/api/v1/tenants/{id}`. */
  path: `/api/v1/${string}`
  /** The scope the key needs; null: any valid key. */
  scope: Scope | null
  tag: string
  summary: string
  description?: string
  params: Params
  query: Query
  /** null: the call takes no body. */
  body: Body | null
  success: {
    status: 200 | 201 | 202 | 204
    /** What the call answers. Fields that the schema does not name are never sent. `z.void()` goes with 204. */
    schema: Output
    /** True where a PUT may also answer 201 because it created. */
    mayCreate: boolean
  }
  /** Codes beyond the ones every call may answer with. */
  errors: readonly ErrorCode[]
  /** Fields of the answer that an `Idempotency-Key` replay leaves out, because they are shown once and never stored. */
  secretFields: readonly string[]
  /** True for the calls that do not go through the generic binding (publishing works on the raw bytes). */
  handBound: boolean
}

const noFields = z.strictObject({})
type NoFields = typeof noFields

interface Declaration<P, Q, B, O> {
  method: Operation['method']
  path: Operation['path']
  scope: Scope | null
  tag: string
  summary: string
  description?: string
  params?: P
  query?: Q
  body?: B
  success: { status: Operation['success']['status']; schema: O; mayCreate?: boolean }
  errors?: readonly ErrorCode[]
  secretFields?: readonly string[]
  handBound?: boolean
}

/** Declares an operation. Names in params, query and body must differ: a use case gets them as one flat input. */
export function operation<
  O extends z.ZodType,
  P extends z.ZodObject = NoFields,
  Q extends z.ZodObject = NoFields,
  B extends z.ZodType = NoFields,
>(declared: Declaration<P, Q, B, O>): Operation<P, Q, B, O> {
  return {
    ...declared,
    params: declared.params ?? (noFields as unknown as P),
    query: declared.query ?? (noFields as unknown as Q),
    body: declared.body ?? null,
    success: { mayCreate: false, ...declared.success },
    errors: declared.errors ?? [],
    secretFields: declared.secretFields ?? [],
    handBound: declared.handBound ?? false,
  }
}

/** An object without fields infers as `Record<string, never>`, which would poison the intersection below. */
type Parsed<T extends z.ZodType> = string extends keyof z.output<T> ? unknown : z.output<T>

/** What a use case is given: params, query and body in one flat object, parsed, defaults filled in. */
export type InputOf<T> =
  T extends Operation<infer P, infer Q, infer B, z.ZodType> ? Parsed<P> & Parsed<Q> & Parsed<B> : never

/** What a use case returns. */
export type OutputOf<T> = T extends Operation<z.ZodObject, z.ZodObject, z.ZodType, infer O> ? z.input<O> : never
