import { z } from 'zod'

/**
 * Lists are read with opaque keyset cursors, newest first unless said otherwise, so that page 10,000 costs as much as
 * page 1. Use `z.strictObject({ ...pageQuery, <filters> })` for the query and `pageOf(Item)` for the answer.
 */
export const pageQuery = {
  limit: z.coerce
    .number({ error: 'must be a number from 1 to 100' })
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: 'Items per page, 1 to 100.' }),
  cursor: z.string().max(500).optional().meta({ description: '`next_cursor` or `prev_cursor` of an earlier answer.' }),
}

export interface Page<Item> {
  data: Item[]
  has_more: boolean
  next_cursor: string | null
  prev_cursor: string | null
}

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    has_more: z.boolean().meta({ description: 'True when `next_cursor` leads to more.' }),
    next_cursor: z.string().nullable(),
    prev_cursor: z.string().nullable(),
  })
}
