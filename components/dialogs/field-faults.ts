import { problemOf } from '../trpc/problem.ts'

/** The faults of an error that belong to fields of a form: names of fields and what is wrong with them. */
export function fieldFaults(error: unknown): Record<string, string> {
  return Object.fromEntries(problemOf(error).errors.map(({ pointer, message }) => [pointer.slice(1), message]))
}
