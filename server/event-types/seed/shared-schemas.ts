/** Building blocks of the seeded schemas: JSON Schema 2020-12. */

export const dialect = 'https://json-schema.org/draft/2020-12/schema'

export const memoryId = {
  type: 'string',
  pattern: '^mem_[0-9a-z]{26}$',
  description: 'Id of the memory; the same in every event about it.',
} as const

export const tag = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  description: 'Lowercase words.',
} as const

export const time = (description: string) => ({ type: 'string', format: 'date-time', description }) as const

export const person = {
  type: 'object',
  description: 'Who or what did it.',
  required: ['kind', 'id'],
  properties: {
    kind: { enum: ['user', 'integration', 'system'] },
    id: { type: 'string', minLength: 1, maxLength: 128 },
    name: { type: 'string', maxLength: 200 },
  },
} as const

export const source = {
  type: 'object',
  description: 'Where it came from.',
  required: ['kind'],
  properties: {
    kind: { enum: ['app', 'browser', 'email', 'import', 'api'] },
    url: { type: 'string', format: 'uri', maxLength: 2048 },
    title: { type: 'string', maxLength: 300 },
  },
} as const
