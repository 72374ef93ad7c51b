/**
 * Which events of the types it listens to a subscription gets, by what they say:
 *
 *     { "data.plan": "pro", "data.amount": { "$gte": 10 }, "$or": [{ "data.tags": "work" }, { "data.urgent": true }] }
 *
 * - Every entry has to hold. A name is `type`, `version` or a path into `data`; steps are separated by dots. A backslash
 *   before a dot makes it part of a step: `data.labels.app\.name`.
 * - A value means "equals"; an object holds operators, all of which have to hold.
 * - `$and`, `$or` take filters, `$not` takes one.
 * - An array on the way stands for each of its elements (the first 1,000), and one of them is enough. `$ne` and `$nin` are true of what is not
 *   there. Only values of one kind are compared: `"10"` is not above 9.
 */
export type SubscriptionFilter = { [name: string]: unknown }

/** What a filter looks at. */
export interface FilteredEvent {
  type: string
  version: string
  data: unknown
}

export const filterComparisons = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$startsWith',
  '$exists',
] as const
export type FilterComparison = (typeof filterComparisons)[number]

/** An object that is no array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export type FilterTest = (event: FilteredEvent) => boolean

/** A filter without faults (subscription-filter-faults.ts), made ready to be asked often. */
export function compileFilter(filter: SubscriptionFilter): FilterTest {
  const tests = Object.entries(filter).map(([name, value]) => compileEntry(name, value))
  return (event) => tests.every((test) => test(event))
}

function compileEntry(name: string, value: unknown): FilterTest {
  if (name === '$not') {
    const test = compileFilter(value as SubscriptionFilter)
    return (event) => !test(event)
  }
  if (name === '$and' || name === '$or') {
    const tests = (value as SubscriptionFilter[]).map(compileFilter)
    return name === '$and'
      ? (event) => tests.every((test) => test(event))
      : (event) => tests.some((test) => test(event))
  }
  const steps = pathSteps(name)
  const tests = operatorsOf(value).map(([operator, operand]) => compileComparison(operator, operand))
  return (event) => {
    const found = valuesAt(event, steps)
    return tests.every((test) => test(found))
  }
}

/** `data.a\.b.c` is `data`, `a.b`, `c`; a backslash before anything else stands for that as well. */
export function pathSteps(path: string): string[] {
  const steps = ['']
  for (const [part] of path.matchAll(/\\?./gs)) {
    if (part === '.') steps.push('')
    else steps.push(`${steps.pop()}${part.length === 2 ? part[1] : part}`)
  }
  return steps
}

function operatorsOf(condition: unknown): [operator: FilterComparison, operand: unknown][] {
  return isRecord(condition) ? (Object.entries(condition) as [FilterComparison, unknown][]) : [['$eq', condition]]
}

/** A test of what lies at a path: the value itself and, of an array, its elements. */
function compileComparison(operator: FilterComparison, operand: unknown): (found: unknown[]) => boolean {
  switch (operator) {
    case '$exists':
      return (found) => found.length > 0 === operand
    case '$eq':
      return (found) => found.includes(operand)
    case '$ne':
      return (found) => !found.includes(operand)
    case '$in': {
      const wanted = new Set(operand as unknown[])
      return (found) => found.some((value) => wanted.has(value))
    }
    case '$nin': {
      const unwanted = new Set(operand as unknown[])
      return (found) => !found.some((value) => unwanted.has(value))
    }
    case '$startsWith':
      return (found) => found.some((value) => typeof value === 'string' && value.startsWith(operand as string))
    default:
      return (found) => found.some((value) => typeof value === typeof operand && isInOrder[operator](value, operand))
  }
}

const isInOrder: Record<'$gt' | '$gte' | '$lt' | '$lte', (a: unknown, b: unknown) => boolean> = {
  $gt: (a, b) => (a as number) > (b as number),
  $gte: (a, b) => (a as number) >= (b as number),
  $lt: (a, b) => (a as number) < (b as number),
  $lte: (a, b) => (a as number) <= (b as number),
}

/** A filter is asked while a publisher waits: of what lies at a path no more is looked at. */
const mostFound = 1_000

/** At each step an array stands for its elements, and at the end for theirs too. */
function valuesAt(event: FilteredEvent, steps: string[]): unknown[] {
  let values: unknown[] = [event]
  for (const step of steps) {
    const next: unknown[] = []
    for (const value of values) {
      for (const each of Array.isArray(value) ? value.slice(0, mostFound) : [value]) {
        if (next.length >= mostFound) break
        if (isRecord(each) && Object.hasOwn(each, step)) next.push(each[step])
      }
    }
    values = next
  }
  return values.flatMap((value) =>
    Array.isArray(value) ? [value, ...value.slice(0, mostFound).flat().slice(0, mostFound)] : [value],
  )
}

/** The entry of a filter that keeps it from matching, in words; null when it matches. */
export function unmetEntry(filter: SubscriptionFilter, event: FilteredEvent): string | null {
  const unmet = Object.entries(filter).find(([name, value]) => !compileEntry(name, value)(event))
  return unmet ? `${unmet[0]}: ${JSON.stringify(unmet[1])}` : null
}
