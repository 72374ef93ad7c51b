import type { FieldError } from '../contract/errors.ts'
import { compileSchema } from './compile-schema.ts'
import { findEventTypeRow } from './event-type-store.ts'

/**
 * What validation would find in the data of a type whose validation is off, each with a pointer into the data; empty when it fits
 * or there is no schema. `data` is JSON text. Compiles the schema each time: for people, not for publishing.
 */
export async function checkEventData(name: string, version: string, data: Uint8Array): Promise<FieldError[]> {
  const schema = (await findEventTypeRow({ name, version }))?.schema
  if (!schema) return []
  return compileSchema(JSON.parse(schema))(JSON.parse(Buffer.from(data).toString()), data.byteLength)
}
