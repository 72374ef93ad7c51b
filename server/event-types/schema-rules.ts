import { type FieldError, PostriderError } from '../contract/errors.ts'
import type { Validation } from '../contract/event-type.ts'
import { compileSchema, dialect, schemaFaultsOf } from './compile-schema.ts'

/** A schema is compiled in every process and kept there. */
const maxSchemaBytes = 64 * 1024
const maxSchemaDepth = 64
const maxExampleBytes = 64 * 1024

type Json = unknown

interface SchemaRules {
  /** null: not given. */
  schema: Record<string, Json> | null
  example: Json | null
  validation: Validation
}

/** Throws `validation_failed` unless the schema compiles, the example fits it and there is one where events are held to it. */
export function assertSchemaRules({ schema, example, validation }: SchemaRules): void {
  const errors = [
    ...exampleFaults(example),
    ...(schema === null ? missingFaults(validation) : schemaFaults(schema, example)),
  ]
  if (errors.length === 0) return
  throw new PostriderError('validation_failed', errors[0]?.message ?? '', { errors })
}

function missingFaults(validation: Validation): FieldError[] {
  if (validation === 'off') return []
  return [{ pointer: '/validation', message: 'There is no schema to hold events to: give one, or choose off.' }]
}

function exampleFaults(example: Json | null): FieldError[] {
  if (example === null || sizeOf(example) <= maxExampleBytes) return []
  return [{ pointer: '/example', message: 'The example may have at most 64 KiB.' }]
}

function schemaFaults(schema: Record<string, Json>, example: Json | null): FieldError[] {
  const fault = (message: string): FieldError[] => [{ pointer: '/schema', message }]
  if (sizeOf(schema) > maxSchemaBytes) return fault('The schema may have at most 64 KiB.')
  if (depthOf(schema) > maxSchemaDepth) return fault(`The schema may be at most ${maxSchemaDepth} levels deep.`)
  if (schema.$schema !== undefined && schema.$schema !== dialect) {
    return fault(`The schema must be JSON Schema 2020-12: leave $schema out or set it to ${dialect}.`)
  }
  const misplaced = schemaFaultsOf(schema)
  if (misplaced.length > 0) {
    return misplaced.map(({ pointer, message }) => ({
      pointer: `/schema${pointer}`,
      message: `The schema is not usable: ${pointer || 'it'} ${message}.`,
    }))
  }
  try {
    const check = compileSchema(schema)
    const faults = example === null ? [] : check(example, sizeOf(example))
    return faults.map(({ pointer, message }) => ({
      pointer: `/example${pointer}`,
      message: `The example does not fit the schema: ${pointer || 'it'} ${message}.`,
    }))
  } catch (error) {
    return fault(`The schema is not usable: ${(error as Error).message.slice(0, 300)}.`)
  }
}

function sizeOf(json: Json): number {
  return Buffer.byteLength(JSON.stringify(json))
}

function depthOf(json: Json): number {
  if (typeof json !== 'object' || json === null) return 0
  return 1 + Object.values(json).reduce((deepest: number, value) => Math.max(deepest, depthOf(value)), 0)
}
