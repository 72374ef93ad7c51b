import type { SeededEventType } from './seeded-event-type.ts'
import { dialect, memoryId, person, time } from './shared-schemas.ts'

export const memoryUpdated: SeededEventType = {
  name: 'memory.updated',
  version: '1',
  group: 'Memories',
  description: 'A memory was edited. Lists the fields that changed with their old and new values.',
  schema: {
    $schema: dialect,
    title: 'memory.updated',
    type: 'object',
    required: ['memory_id', 'revision', 'changes', 'editor', 'updated_at'],
    properties: {
      memory_id: memoryId,
      revision: { type: 'integer', minimum: 2, description: 'Grows by one with every edit; the first edit makes 2.' },
      changes: {
        type: 'array',
        minItems: 1,
        maxItems: 20,
        items: {
          type: 'object',
          required: ['field'],
          properties: {
            field: { enum: ['title', 'content', 'visibility', 'source', 'kind'] },
            from: { type: ['string', 'null'], maxLength: 1000, description: 'Shortened to 1,000 characters.' },
            to: { type: ['string', 'null'], maxLength: 1000, description: 'Shortened to 1,000 characters.' },
          },
        },
      },
      editor: person,
      updated_at: time('When the edit was saved.'),
    },
  },
  example: {
    memory_id: 'mem_01jd3z8k7me8n9v5t2qa4w6x1b',
    revision: 3,
    changes: [
      { field: 'title', from: 'Interview with Priya', to: 'Interview with Priya about onboarding' },
      { field: 'visibility', from: 'private', to: 'team' },
    ],
    editor: { kind: 'user', id: 'user-2041', name: 'Marta Nowak' },
    updated_at: '2026-03-04T10:02:07.005Z',
  },
}
