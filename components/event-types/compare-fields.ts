import type { SchemaField } from './schema-fields.ts'

/** One field in two versions; null: that version has none. */
export interface FieldComparison {
  path: string
  before: SchemaField | null
  after: SchemaField | null
  change: 'same' | 'added' | 'removed' | 'changed'
}

/** The fields of both versions, those of the later one first in their order, then what it has lost. */
export function compareFields(before: SchemaField[], after: SchemaField[]): FieldComparison[] {
  const old = new Map(before.map((field) => [field.path, field]))
  const kept = after.map((field): FieldComparison => {
    const earlier = old.get(field.path) ?? null
    old.delete(field.path)
    const change = earlier === null ? 'added' : meaning(earlier) === meaning(field) ? 'same' : 'changed'
    return { path: field.path, before: earlier, after: field, change }
  })
  const lost = [...old.values()].map(
    (field): FieldComparison => ({ path: field.path, before: field, after: null, change: 'removed' }),
  )
  return [...kept, ...lost]
}

/** What a receiver has to cope with; a better description changes nothing for it. */
export function meaning({ type, isRequired, rules }: SchemaField): string {
  return [type, isRequired ? 'required' : 'optional', ...rules].join(', ')
}
