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
  if (error instanceof TRPCClientError && error.data?.problem) return error.data.problem as ShownProblem
  return {
    code: 'offline',
    status: 0,
    title: 'Postrider does not answer',
    detail: 'The request did not arrive, or its answer did not. Check that Postrider is running, then try again.',
    errors: [],
  }
}
