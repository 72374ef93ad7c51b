import type { SeededEventType } from './seeded-event-type.ts'
import { dialect, memoryId, time } from './shared-schemas.ts'

export const eventDetected: SeededEventType = {
  name: 'event.detected',
  version: '1',
  group: 'Insights',
  description:
    'Something that happens at a certain time was found in memories: a meeting, a deadline, a trip, a birthday.',
  schema: {
    $schema: dialect,
    title: 'event.detected',
    type: 'object',
    required: ['detection_id', 'kind', 'title', 'starts_at', 'confidence', 'evidence', 'detected_at'],
    properties: {
      detection_id: { type: 'string', pattern: '^det_[0-9a-z]{26}$' },
      kind: { enum: ['meeting', 'deadline', 'travel', 'birthday', 'purchase', 'other'] },
      title: { type: 'string', minLength: 1, maxLength: 300 },
      starts_at: time('When it begins.'),
      ends_at: time('When it ends, where that is known.'),
      all_day: { type: 'boolean' },
      place: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', maxLength: 300 },
          latitude: { type: 'number', minimum: -90, maximum: 90 },
          longitude: { type: 'number', minimum: -180, maximum: 180 },
        },
        dependentRequired: { latitude: ['longitude'], longitude: ['latitude'] },
      },
      participants: { type: 'array', items: { type: 'string', maxLength: 200 }, maxItems: 100 },
      confidence: { type: 'number', minimum: 0, maximum: 1 },
      evidence: {
        type: 'array',
        minItems: 1,
        maxItems: 20,
        description: 'The passages it was found in, best first.',
        items: {
          type: 'object',
          required: ['memory_id', 'quote'],
          properties: { memory_id: memoryId, quote: { type: 'string', maxLength: 500 } },
        },
      },
      detected_at: time('When it was found.'),
    },
  },
  example: {
    detection_id: 'det_01jd40a2c3d4e5f6g7h8j9kmnp',
    kind: 'meeting',
    title: 'Second interview with Priya',
    starts_at: '2026-03-11T14:00:00+01:00',
    ends_at: '2026-03-11T14:45:00+01:00',
    all_day: false,
    place: { name: 'Café Lumen, Kraków', latitude: 50.0614, longitude: 19.9366 },
    participants: ['Marta Nowak', 'Priya Raman'],
    confidence: 0.88,
    evidence: [
      {
        memory_id: 'mem_01jd3z8k7me8n9v5t2qa4w6x1b',
        quote: 'We agreed to meet again next Wednesday at two, same café.',
      },
    ],
    detected_at: '2026-03-04T09:12:46.121Z',
  },
}
