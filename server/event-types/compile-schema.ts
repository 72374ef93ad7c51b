import { createContext, Script } from 'node:vm'
import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FieldError } from '../contract/errors.ts'
import { linearPattern } from './linear-pattern.ts'
import { schemaWeight } from './schema-weight.ts'

/**
 * Checks one parsed `data`: empty when it fits, else what is wrong, each with a pointer into the data ("" is all of it).
 * `bytes` is the size of the data as it came.
 */
export type DataCheck = (data: unknown, bytes: number) => FieldError[]

/** Above either of these a check runs against the clock: a cheap schema on little data cannot take long. */
const cheapWeight = 2_000
const cheapBytes = 16 * 1024

/** An event that takes longer to check than this is told so: one request must not stall all others. */
export const deadlineMs = 100

/** On little data all faults are looked for, on more the first one is enough. */
const reportedFaults = 10

/** A schema written for another draft would be misread without notice. */
export const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** Compiles a JSON Schema 2020-12. Throws an Error with Ajv's message when it is not one. */
export function compileSchema(schema: Record<string, unknown>): DataCheck {
  const isCheap = schemaWeight(schema) <= cheapWeight
  const findFirst = newAjv(false).compile(schema)
  let findAll: typeof findFirst | undefined
  const check = (data: unknown, bytes: number): FieldError[] => {
    if (findFirst(data)) return []
    if (bytes > cheapBytes) return toFaults(findFirst.errors)
    findAll ??= newAjv(true).compile(schema)
    findAll(data)
    return toFaults(findAll.errors)
  }
  return (data, bytes) => {
    try {
      return isCheap && bytes <= cheapBytes ? check(data, bytes) : withinDeadline(() => check(data, bytes))
    } catch (error) {
      // RangeError: a schema that refers to itself without going deeper.
      if (isTimeout(error) || error instanceof RangeError) {
        return [{ pointer: '', message: 'could not be checked in time: the schema is too costly for this data' }]
      }
      throw error
    }
  }
}

/** What keeps a schema from being one, by the schema of schemas: each place once, since a fault in one part of it breaks several rules. */
export function schemaFaultsOf(schema: Record<string, unknown>): FieldError[] {
  const ajv = newAjv(true)
  if (ajv.validateSchema(schema) === true) return []
  const byPlace = new Map<string, ErrorObject>()
  for (const error of ajv.errors ?? []) {
    if (!byPlace.has(error.instancePath)) byPlace.set(error.instancePath, error)
  }
  return toFaults([...byPlace.values()])
}

// A new one for each schema: a shared one would keep every schema it ever saw, by $id.
function newAjv(allErrors: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    strict: false,
    validateSchema: true,
    // Annotations that only tools read are no reason to refuse a schema; nothing goes to the console.
    logger: false,
    unicodeRegExp: false,
    code: { regExp: linearPattern },
  })
  addFormats.default(ajv)
  return ajv
}

const context = createContext(Object.create(null))
const script = new Script('run()')

/** The clock goes on while a busy machine lets nothing run: an event is not refused for that. */
const mostTries = 3

/** Runs synchronous code that is stopped when it takes too long (ERR_SCRIPT_EXECUTION_TIMEOUT). */
function withinDeadline(run: () => FieldError[]): FieldError[] {
  let faults: FieldError[] = []
  context.run = () => {
    faults = run()
  }
  for (let tries = 1; ; tries++) {
    const before = process.threadCpuUsage()
    try {
      script.runInContext(context, { timeout: deadlineMs })
      return faults
    } catch (error) {
      const { user, system } = process.threadCpuUsage(before)
      const hasRun = (user + system) / 1000 > deadlineMs / 2
      if (!isTimeout(error) || hasRun || tries === mostTries) throw error
    }
  }
}

function isTimeout(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

function toFaults(errors: ErrorObject[] | null | undefined): FieldError[] {
  return (errors ?? []).slice(0, reportedFaults).map((error) => ({
    pointer: error.instancePath.slice(0, 500),
    message: describe(error).slice(0, 500),
  }))
}

function describe({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'additionalProperties')
    return `must not have the property ${JSON.stringify(params.additionalProperty)}`
  if (keyword === 'enum') return `must be one of ${JSON.stringify(params.allowedValues)}`
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}`
  return message ?? `breaks the rule ${keyword}`
}
