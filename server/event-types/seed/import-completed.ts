import type { SeededEventType } from './seeded-event-type.ts'
import { dialect, person, time } from './shared-schemas.ts'

export const importCompleted: SeededEventType = {
  name: 'import.completed',
  version: '1',
  group: 'Imports',
  description: 'An import from another product ended, in whole or in part. Sent once, after the last item.',
  schema: {
    $schema: dialect,
    title: 'import.completed',
    type: 'object',
    required: ['import_id', 'provider', 'outcome', 'items', 'started_by', 'started_at', 'completed_at'],
    properties: {
      import_id: { type: 'string', pattern: '^imp_[0-9a-z]{26}$' },
      provider: {
        type: 'string',
        minLength: 1,
        maxLength: 64,
        description: 'Short name of the other product or file format.',
      },
      outcome: { enum: ['succeeded', 'partly', 'failed'] },
      items: {
        type: 'object',
        required: ['found', 'imported', 'skipped', 'failed'],
        properties: {
          found: { $ref: '#/$defs/count' },
          imported: { $ref: '#/$defs/count' },
          skipped: { $ref: '#/$defs/count', description: 'Were there already.' },
          failed: { $ref: '#/$defs/count' },
        },
      },
      errors: {
        type: 'array',
        maxItems: 20,
        description: 'The first 20 items that failed.',
        items: {
          type: 'object',
          required: ['item', 'reason'],
          properties: { item: { type: 'string', maxLength: 500 }, reason: { type: 'string', maxLength: 500 } },
        },
      },
      started_by: person,
      started_at: time('When it began.'),
      completed_at: time('When it ended.'),
    },
    if: { properties: { outcome: { const: 'partly' } } },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
    then: { required: ['errors'] },
    $defs: { count: { type: 'integer', minimum: 0 } },
  },
  example: {
    import_id: 'imp_01jd40b7q8r9s0t1v2w3x4y5z6',
    provider: 'markdown-folder',
    outcome: 'partly',
    items: { found: 1284, imported: 1279, skipped: 3, failed: 2 },
    errors: [
      { item: 'archive/2019/scan-044.md', reason: 'The file is not valid UTF-8.' },
      { item: 'attachments/talk.md', reason: 'The file is larger than 5 MB.' },
    ],
    started_by: { kind: 'user', id: 'user-2041', name: 'Marta Nowak' },
    started_at: '2026-03-04T08:40:00.000Z',
    completed_at: '2026-03-04T08:43:19.562Z',
  },
}
