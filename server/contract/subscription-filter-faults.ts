import type { FieldError } from './errors.ts'
import { pointerOf } from './json-pointer.ts'
import { isStorable, unstorable } from './storable-text.ts'
import { type FilterComparison, filterComparisons, isRecord, pathSteps } from './subscription-filter.ts'

/** Each condition is looked at for every event of the tenant. */
const mostConditions = 50
const mostLevels = 5
const mostValues = 100
const longestPath = 200
const longestText = 1_000
/** As JSON. Filters of a tenant are loaded together, and are shown whole. */
const longestFilter = 8_192

type Place = (string | number)[]

/** Everything that is wrong with a filter; pointers are relative to it. */
export function filterFaults(filter: unknown): FieldError[] {
  if ((JSON.stringify(filter) ?? '').length > longestFilter) {
    return [fault([], `must be at most ${longestFilter.toLocaleString('en-GB')} characters of JSON`)]
  }
  const faults = [...faultsOf(filter, [], 1)]
  if (countConditions(filter) > mostConditions) faults.push(fault([], `must have at most ${mostConditions} conditions`))
  return faults
}

function fault(at: Place, message: string): FieldError {
  return { pointer: pointerOf(at), message }
}

function* faultsOf(filter: unknown, at: Place, level: number): Generator<FieldError> {
  if (!isRecord(filter)) yield fault(at, 'must be an object such as {"data.plan": "pro"}')
  else if (level > mostLevels) yield fault(at, `must be at most ${mostLevels} levels deep`)
  else for (const [name, value] of Object.entries(filter)) yield* faultsOfEntry(name, value, [...at, name], level)
}

function* faultsOfEntry(name: string, value: unknown, at: Place, level: number): Generator<FieldError> {
  if (name === '$not') yield* faultsOf(value, at, level + 1)
  else if (name === '$and' || name === '$or') {
    if (!Array.isArray(value) || value.length === 0) yield fault(at, 'must be a list of filters, at least one')
    else for (const [index, part] of value.entries()) yield* faultsOf(part, [...at, index], level + 1)
  } else if (name.startsWith('$')) {
    yield fault(at, 'is no operator here: use $and, $or, $not or a path such as data.plan')
  } else {
    const wrong = pathFault(name)
    if (wrong) yield fault(at, wrong)
    yield* faultsOfCondition(value, at)
  }
}

function* faultsOfCondition(value: unknown, at: Place): Generator<FieldError> {
  if (Array.isArray(value)) yield fault(at, 'must be a value or operators: for one of several write {"$in": [...]}')
  else if (!isRecord(value)) yield* faultsOfScalar(value, at)
  else {
    const entries = Object.entries(value)
    if (entries.length === 0) yield fault(at, 'must be a value, or have an operator such as {"$gte": 10}')
    for (const [operator, operand] of entries) yield* faultsOfOperator(operator, operand, [...at, operator])
  }
}

function* faultsOfOperator(operator: string, operand: unknown, at: Place): Generator<FieldError> {
  switch (operator as FilterComparison) {
    case '$in':
    case '$nin':
      if (!Array.isArray(operand) || operand.length === 0 || operand.length > mostValues) {
        yield fault(at, `must be a list of 1 to ${mostValues} values`)
      } else for (const [index, value] of operand.entries()) yield* faultsOfScalar(value, [...at, index])
      break
    case '$exists':
      if (typeof operand !== 'boolean') yield fault(at, 'must be true or false')
      break
    case '$startsWith':
      if (typeof operand !== 'string' || operand === '') yield fault(at, 'must be a text')
      else yield* faultsOfScalar(operand, at)
      break
    case '$eq':
    case '$ne':
      yield* faultsOfScalar(operand, at)
      break
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (typeof operand !== 'number' && typeof operand !== 'string') yield fault(at, 'must be a number or a text')
      else yield* faultsOfScalar(operand, at)
      break
    default:
      yield fault(
        at,
        `is no operator: use one of ${filterComparisons.join(', ')}; steps into an object go into the path`,
      )
  }
}

function* faultsOfScalar(value: unknown, at: Place): Generator<FieldError> {
  if (typeof value === 'string') {
    if (value.length > longestText) yield fault(at, `must be at most ${longestText.toLocaleString('en-GB')} characters`)
    else if (!isStorable(value)) yield fault(at, unstorable)
  } else if (typeof value === 'number') {
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      yield fault(at, 'must not be beyond 2^53: numbers that large are not told apart')
    }
  } else if (typeof value !== 'boolean' && value !== null) {
    yield fault(at, 'must be a text, a number, true, false or null')
  }
}

function pathFault(path: string): string | null {
  const [root, ...steps] = pathSteps(path)
  if (path.length > longestPath) return `must be at most ${longestPath} characters`
  if (!isStorable(path)) return unstorable
  if (root === 'data') return steps.some((step) => step === '') ? 'must not have an empty step between dots' : null
  const isField = (root === 'type' || root === 'version') && steps.length === 0
  return isField ? null : 'must begin with data., or be type or version'
}

function countConditions(filter: unknown): number {
  if (!isRecord(filter)) return 0
  // One that is empty is work, too.
  return Object.entries(filter).reduce((count, [name, value]) => count + conditionsIn(name, value), 0) || 1
}

function conditionsIn(name: string, value: unknown): number {
  if (name === '$not') return countConditions(value)
  if (name !== '$and' && name !== '$or') return isRecord(value) ? Object.keys(value).length : 1
  return Array.isArray(value) ? value.reduce((count: number, part) => count + countConditions(part), 0) : 0
}
