import { database } from '../platform/database.ts'
import type { BucketLimit } from './token-bucket.ts'

export interface Grant {
  granted: number
  /** What the shared bucket holds afterwards; negative: a debt. */
  leftOver: number
}

/** Takes `needed` to `wanted` tokens out of the bucket that all processes share, or none. */
export async function takeSharedTokens(
  bucket: string,
  limit: BucketLimit,
  needed: number,
  wanted: number,
): Promise<Grant> {
  const result = await database().pool.query<Grant>({
    name: 'take-rate-tokens',
    text: 'select granted, left_over as "leftOver" from take_rate_tokens($1, $2, $3, $4, $5)',
    values: [bucket, limit.perSecond, limit.burst, needed, wanted],
  })
  return result.rows[0] as Grant
}
