import type { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { type ErrorCode, errorCodes, type FieldError, PostriderError } from '../contract/errors.ts'
import { pointerOf } from '../contract/json-pointer.ts'
import { isConnectionFault } from '../platform/database-fault.ts'
import { issueWords } from '../platform/issue-words.ts'

/** What the portal shows: the same code, sentence and fields as the REST answer would have. */
export interface PortalProblem {
  code: ErrorCode
  status: number
  title: string
  detail: string
  errors: FieldError[]
}

function problemOf(error: PostriderError): PortalProblem {
  const { status, title } = errorCodes[error.code]
  return { code: error.code, status, title, detail: error.message, errors: error.errors }
}

function fieldErrors(error: ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    pointer: pointerOf(issue.path),
    message: issueWords(issue),
  }))
}

/** tRPC's word for input that does not fit, and ours; an answer that does not fit its schema has neither. */
const inputCodes = new Set(['BAD_REQUEST', 'UNPROCESSABLE_CONTENT'])

/** Translates once for this transport. Unexpected errors keep their text to themselves: it may name rows or hosts. */
export function portalProblem(error: TRPCError): PortalProblem {
  const cause = error.cause
  if (cause instanceof PostriderError) return problemOf(cause)
  if (cause instanceof ZodError && inputCodes.has(error.code)) {
    const faults = fieldErrors(cause)
    const detail = faults.map((fault) => `${fault.pointer || 'The request'} ${fault.message}`).join('; ')
    return problemOf(new PostriderError('validation_failed', detail, { errors: faults }))
  }
  if (error.code === 'METHOD_NOT_SUPPORTED') {
    return problemOf(new PostriderError('method_not_allowed', 'Questions are GET requests, changes are POST requests.'))
  }
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') {
    return problemOf(new PostriderError('malformed_json', 'The input is not valid JSON.'))
  }
  if (error.code === 'NOT_FOUND') return problemOf(new PostriderError('not_found', 'There is no such procedure.'))
  if (isConnectionFault(cause)) {
    return problemOf(new PostriderError('unavailable', 'The database does not answer. Nothing was changed; try again.'))
  }
  return problemOf(new PostriderError('internal', 'Something went wrong on our side. The log has the details.'))
}
