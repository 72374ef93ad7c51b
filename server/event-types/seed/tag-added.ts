import type { SeededEventType } from './seeded-event-type.ts'
import { dialect, memoryId, person, tag, time } from './shared-schemas.ts'

export const tagAdded: SeededEventType = {
  name: 'tag.added',
  version: '1',
  group: 'Tags',
  description: 'A tag was put on a memory, by hand or by a rule. One event for each tag.',
  schema: {
    $schema: dialect,
    title: 'tag.added',
    type: 'object',
    required: ['memory_id', 'tag', 'added_by', 'added_at'],
    properties: {
      memory_id: memoryId,
      tag,
      is_new: { type: 'boolean', description: 'True when nothing carried this tag before.' },
      confidence: { type: 'number', minimum: 0, maximum: 1, description: 'Of a rule or model; absent when by hand.' },
      tags: { type: 'array', items: tag, maxItems: 50, description: 'All tags of the memory afterwards.' },
      added_by: person,
      added_at: time('When the tag was put on.'),
    },
  },
  example: {
    memory_id: 'mem_01jd3z8k7me8n9v5t2qa4w6x1b',
    tag: 'customer-interview',
    is_new: false,
    confidence: 0.93,
    tags: ['onboarding', 'research', 'customer-interview'],
    added_by: { kind: 'system', id: 'auto-tagger', name: 'Automatic tags' },
    added_at: '2026-03-04T09:12:44.870Z',
  },
}
