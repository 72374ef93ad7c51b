import type { z } from 'zod'
import { type FieldError, notFound, PostriderError } from '../contract/errors.ts'
import { pointerOf } from '../contract/json-pointer.ts'
import type { Operation } from '../contract/operation.ts'
import { issueWords } from '../platform/issue-words.ts'

interface Sent {
  params: Record<string, string>
  query: Record<string, string[]>
  /** undefined: the request has no body. */
  body: unknown
}

/**
 * Params, query and body by their schemas, merged into the one object a use case gets. Throws `validation_failed` with
 * every fault; a path that cannot name anything is `not_found`.
 */
export function parseInput(operation: Operation, sent: Sent): Record<string, unknown> {
  const params = operation.params.safeParse(sent.params)
  if (!params.success) throw notFound('resource', Object.values(sent.params).join('/'))
  const query = operation.query.safeParse(
    Object.fromEntries(
      Object.entries(sent.query).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
    ),
  )
  const errors = query.success ? [] : fieldErrors('/query', query.error)
  const body = parseBody(operation, sent.body, errors)
  if (errors.length > 0) {
    const count = errors.length === 1 ? 'One field is' : `${errors.length} fields are`
    throw new PostriderError('validation_failed', `${count} not as expected; see errors for what to change.`, {
      errors,
    })
  }
  return { ...params.data, ...query.data, ...body }
}

function parseBody(operation: Operation, body: unknown, errors: FieldError[]): object {
  if (operation.body === null) {
    const isEmpty = body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0)
    if (!isEmpty) errors.push({ pointer: '', message: 'This call takes no body.' })
    return {}
  }
  const parsed = operation.body.safeParse(body === undefined ? {} : body)
  if (!parsed.success) errors.push(...fieldErrors('', parsed.error))
  return (parsed.data as object | undefined) ?? {}
}

/** Beyond so many faults the answer helps nobody. */
const maxErrors = 50

/** Zod's issues as JSON pointers (RFC 6901); in the query they begin with `/query`. */
export function fieldErrors(base: string, error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => errorsOfIssue(base, issue)).slice(0, maxErrors)
}

function errorsOfIssue(base: string, issue: z.core.$ZodIssue): FieldError[] {
  const pointer = pointerTo(base, issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointerTo(pointer, [key]), message: 'is not a field of this request' }))
  }
  if (issue.code === 'invalid_union') {
    const inner = closestBranch(issue.errors)
    if (inner) return inner.flatMap((each) => errorsOfIssue(pointer, each))
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  return [{ pointer, message: isMissing ? 'is required' : issueWords(issue) }]
}

/** Of a union's branches, the one that got furthest: its complaint is the useful one. Null when none stands out. */
function closestBranch(branches: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | null {
  const deep = branches.filter((issues) => issues.every((issue) => issue.path.length > 0))
  const sorted = deep.sort((one, other) => one.length - other.length)
  return sorted[0] ?? null
}

function pointerTo(base: string, path: PropertyKey[]): string {
  return base + pointerOf(path)
}
