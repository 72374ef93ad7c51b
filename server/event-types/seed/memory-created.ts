import type { SeededEventType } from './seeded-event-type.ts'
import { dialect, memoryId, person, source, tag, time } from './shared-schemas.ts'

export const memoryCreated: SeededEventType = {
  name: 'memory.created',
  version: '1',
  group: 'Memories',
  description:
    'Somebody saved a memory, or an integration did it for them. Sent once, when it can be read and searched.',
  schema: {
    $schema: dialect,
    title: 'memory.created',
    type: 'object',
    required: ['memory_id', 'kind', 'content', 'author', 'created_at'],
    properties: {
      memory_id: memoryId,
      kind: { enum: ['note', 'bookmark', 'highlight', 'conversation', 'file'] },
      title: { type: 'string', maxLength: 300 },
      content: {
        type: 'object',
        required: ['format', 'text'],
        properties: {
          format: { enum: ['plain', 'markdown'] },
          text: { type: 'string', maxLength: 100_000 },
          language: {
            type: 'string',
            pattern: '^[a-z]{2,3}(-[A-Z]{2})?$',
            description: 'BCP 47, for example en or pt-BR.',
          },
        },
      },
      tags: { type: 'array', items: tag, maxItems: 50 },
      author: person,
      source,
      visibility: { enum: ['private', 'team', 'public'], default: 'private' },
      created_at: time('When it was saved.'),
    },
  },
  example: {
    memory_id: 'mem_01jd3z8k7me8n9v5t2qa4w6x1b',
    kind: 'note',
    title: 'Interview with Priya about onboarding',
    content: {
      format: 'markdown',
      text: 'Priya got stuck on the **import step**: she expected her folders to become tags.',
      language: 'en',
    },
    tags: ['onboarding', 'research'],
    author: { kind: 'user', id: 'user-2041', name: 'Marta Nowak' },
    source: { kind: 'browser', url: 'https://app.example.com/notes/new', title: 'New note' },
    visibility: 'team',
    created_at: '2026-03-04T09:12:41.318Z',
  },
}
