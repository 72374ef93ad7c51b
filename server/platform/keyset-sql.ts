import { Prisma } from '../../prisma/generated/client.ts'
import type { Keyset } from './keyset.ts'

/** All of these; true when there are none. */
export function allOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' and ')
}

/** What lies beyond the keyset's row in its direction, as a list of no or one condition on the uuid `id`. */
export function beyond({ at, towards }: Keyset, id: Prisma.Sql): Prisma.Sql[] {
  if (at === null) return []
  return [towards === 'newer' ? Prisma.sql`${id} > ${at}::uuid` : Prisma.sql`${id} < ${at}::uuid`]
}

export function directionOf({ towards }: Keyset): Prisma.Sql {
  return towards === 'newer' ? Prisma.sql`asc` : Prisma.sql`desc`
}
