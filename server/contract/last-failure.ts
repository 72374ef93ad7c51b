import { z } from 'zod'
import { attemptErrors } from './delivery-words.ts'
import { Timestamp } from './fields.ts'

export const LastFailure = z
  .object({
    delivery: z.string().meta({ description: 'Id of the delivery; its attempts say more.' }),
    attempted_at: Timestamp,
    code: z.int().nullable().meta({ description: 'What the receiver answered; null: it did not.' }),
    error: z.enum(attemptErrors),
  })
  .meta({ id: 'LastFailure', description: 'What came of the last attempt on a receiver that fails.' })
export type LastFailure = z.infer<typeof LastFailure>
