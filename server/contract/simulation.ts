import { z } from 'zod'
import { EventTypeName, EventTypeVersion, Validation } from './event-type.ts'
import { JsonValue, Ref } from './fields.ts'
import { operation } from './operation.ts'

const Verdict = z.object({
  subscription: z.string(),
  url: z.string(),
  app: z.string().nullable(),
  outcome: z.enum(['sent', 'held', 'skipped']).meta({
    description: 'sent: at once. held: matched, and waits. skipped: does not get it.',
  }),
  reason: z.enum(['matched', 'paused', 'circuit_open', 'disabled', 'no_match', 'filter', 'not_accepted']),
  message: z.string(),
})

export const Simulation = z
  .object({
    type: z.string(),
    version: z.string(),
    validation: Validation,
    accepted: z.boolean().meta({ description: 'False: publishing it would be refused.' }),
    errors: z
      .array(z.object({ pointer: z.string(), message: z.string() }))
      .meta({ description: 'What does not fit the schema of the type, also where validation is off.' }),
    matched: z.int(),
    subscriptions: z.array(Verdict).meta({ description: 'Those that would get it first; at most 200.' }),
    truncated: z.boolean(),
  })
  .meta({ id: 'Simulation' })
export type Simulation = z.infer<typeof Simulation>

export const simulationOperations = {
  simulateEvent: operation({
    method: 'POST',
    path: '/api/v1/webhooks/events/simulate',
    scope: 'subscriptions:read',
    tag: 'Events',
    summary: 'Say who would get an event, and why the others would not',
    description: 'Nothing is stored or sent.',
    body: z.strictObject({
      tenant: Ref.optional(),
      type: EventTypeName,
      version: EventTypeVersion.optional(),
      data: JsonValue.optional().meta({ description: 'Without it the example of the type.' }),
    }),
    success: { status: 200, schema: Simulation },
  }),
}
