import { Prisma } from '../../prisma/generated/client.ts'

/** What comes before the data is shorter, whatever the event is called. */
const headBytes = 4096

/**
 * Whether the body of an event `e` says `"test": true`, as event-body.ts writes it. The column `test` knows only of what was sent
 * to one subscription alone. The first `"data":` is that of the envelope: quotes in the values before it are escaped.
 */
export const isMarkedTest = Prisma.sql`(e.test or (
  select substring(head from position('"data":'::bytea in head) - 12 for 12) = '"test":true,'::bytea
    from (select substring(e.body for ${headBytes}) as head) h))`
