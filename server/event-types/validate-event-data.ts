import type { FieldError } from '../contract/errors.ts'
import { compileSchema, type DataCheck } from './compile-schema.ts'
import { type CheckedEventType, loadCheckedEventTypes } from './event-type-store.ts'

/** Schemas of one catalogue version, each compiled when it is first needed. */
interface Checks {
  catalogueVersion: string
  schemas: Map<string, string>
}

let checks: Checks | undefined
let loading: Promise<Checks> | undefined

/** By schema text, so that a change elsewhere in the catalogue compiles nothing again. */
let compiled = new Map<string, DataCheck>()

/**
 * What is wrong with the data of an event, each with a pointer into the data; empty when it fits, or when its type has
 * no schema or validation is off. `data` is JSON text. `catalogueVersion`: what the caller knows the catalogue by; a
 * newer one is loaded, so that a schema is in force in every process as soon as its events are accepted under it.
 */
export async function validateEventData(
  name: string,
  version: string,
  data: Uint8Array,
  catalogueVersion: string,
): Promise<FieldError[]> {
  const schema = (await checksOf(catalogueVersion)).schemas.get(`${name}@${version}`)
  if (schema === undefined) return []
  let check = compiled.get(schema)
  if (!check) {
    check = compileSchema(JSON.parse(schema))
    compiled.set(schema, check)
  }
  return check(JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString()), data.byteLength)
}

async function checksOf(catalogueVersion: string): Promise<Checks> {
  // Twice: a load that was under way already may have begun before this version was written.
  for (let round = 0; round < 2; round++) {
    if (checks && BigInt(checks.catalogueVersion) >= BigInt(catalogueVersion)) return checks
    loading ??= load().finally(() => {
      loading = undefined
    })
    checks = await loading
  }
  return checks as Checks
}

async function load(): Promise<Checks> {
  const { catalogueVersion, types } = await loadCheckedEventTypes()
  const schemas = new Map(types.map((type: CheckedEventType) => [`${type.name}@${type.version}`, type.schema]))
  const inUse = new Set(schemas.values())
  compiled = new Map([...compiled].filter(([schema]) => inUse.has(schema)))
  return { catalogueVersion, schemas }
}
