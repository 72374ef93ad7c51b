import { TRPCClientError } from '@trpc/client'
import type { ErrorCode, FieldError } from '../../server/contract/errors.ts'

export interface ShownProblem {
  code: ErrorCode | 'offline'
  status: number
  title: string
  /** A sentence for the person: what happened and what to do. */
  detail: string
  errors: FieldError[]
}

/** What to show for anything that a procedure call threw. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof TRPCClientError && error.data?.problem) {
    const problem = error.data.problem as ShownProblem
    return { ...problem, errors: problem.errors.map((fault) => ({ ...fault, message: asSentence(fault.message) })) }
  }
  return {
    code: 'offline',
    status: 0,
    title: 'Postrider does not answer',
    detail: 'The request did not arrive, or its answer did not. Check that Postrider is running, then try again.',
    errors: [],
  }
}

/** `must not be empty` stands behind a pointer in the API and alone under a field here. */
function asSentence(message: string): string {
  const begun = message.charAt(0).toUpperCase() + message.slice(1)
  return /[.?!]$/.test(begun) ? begun : `${begun}.`
}
