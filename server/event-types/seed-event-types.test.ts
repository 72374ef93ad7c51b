import { describe, expect, test } from 'vitest'
import { EventTypeName } from '../contract/event-type.ts'
import { compileSchema } from './compile-schema.ts'
import { assertSchemaRules } from './schema-rules.ts'
import { seededEventTypes } from './seed-event-types.ts'

test('a new installation knows the five event types', () => {
  expect(seededEventTypes.map(({ name }) => name).sort()).toEqual([
    'event.detected',
    'import.completed',
    'memory.created',
    'memory.updated',
    'tag.added',
  ])
})

describe.each(seededEventTypes)('$name', (type) => {
  test('has a valid name, a description, a group and an example that fits its schema', () => {
    expect(EventTypeName.safeParse(type.name).success).toBe(true)
    expect(type.description.length).toBeGreaterThan(40)
    expect(type.group).not.toBe('')
    expect(() => assertSchemaRules({ ...type, validation: 'warn' })).not.toThrow()
  })

  test('has a schema that notices when a required field is missing or has another type', () => {
    const check = compileSchema(type.schema)
    const example = type.example as Record<string, unknown>
    for (const field of type.schema.required as string[]) {
      const { [field]: _, ...rest } = example
      expect(check(rest, 100), field).not.toEqual([])
      expect(check({ ...example, [field]: 3.5 }, 100), field).not.toEqual([])
    }
  })
})
