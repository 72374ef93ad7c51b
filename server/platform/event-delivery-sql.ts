import { Prisma } from '../../prisma/generated/client.ts'

/**
 * Over the aliases `d`, a delivery, and `e`, an event: whether it is one of its. Deliveries have the milliseconds of their event in
 * their id, which bounds the partitions that are looked at.
 */
export const isOfEventSql = Prisma.sql`
  d.id between (left(e.id::text, 14) || '7000-8000-000000000000')::uuid
           and (left(e.id::text, 14) || '7fff-bfff-ffffffffffff')::uuid
  and d.event_id = e.id`
