import { z } from 'zod'
import { AttemptError } from './delivery.ts'
import { Timestamp } from './fields.ts'
import { ReplayHold } from './replay.ts'

export const HeldReceiver = ReplayHold.extend({
  subscription: z.string(),
  url: z.string(),
  count: z.int().meta({ description: 'Deliveries that wait there.' }),
  since: Timestamp.nullable().meta({ description: 'Since when the receiver has been failing; null: it has not.' }),
  until: Timestamp.nullable().meta({ description: 'With `retry_after`: when sending goes on. Else null.' }),
  code: z.int().nullable().meta({ description: 'What a failing receiver answered; null: nothing.' }),
  error: AttemptError.nullable().meta({ description: 'Why attempts at a failing receiver fail.' }),
}).meta({ id: 'HeldReceiver', description: 'A subscription of which what is sent again waits at first, and why.' })
export type HeldReceiver = z.infer<typeof HeldReceiver>

export const HeldReceivers = z
  .array(HeldReceiver)
  .meta({ description: 'Subscriptions of which what is sent again waits at first, the most first, at most 20.' })
