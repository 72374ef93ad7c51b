import { database } from '../platform/database.ts'
import { uuidsOfSameMillisecond } from '../platform/uuid-range.ts'

/**
 * Of these deliveries (uuids of what the asker may see), those whose event says `value` at `path`. Compared as text, numbers as
 * PostgreSQL writes them, which keeps every digit. A body with an escaped NUL, which jsonb cannot hold, never matches.
 *
 * Materialized: the planner does not know what parsing costs, and would parse the bodies of all events first.
 */
export async function deliveriesSaying(ids: string[], path: string[], value: string): Promise<Set<string>> {
  const inOrder = ids.toSorted()
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  if (first === undefined || last === undefined) return new Set()
  const { rows } = await database().pool.query<{ id: string }>({
    name: 'deliveries-saying',
    text: `with sent as materialized (
             select d.id, convert_from(e.body, 'UTF8') as text
               from deliveries d
               join events e on e.id = d.event_id and e.tenant_id = d.tenant_id
              where d.id = any($1::uuid[]) and d.id between $4::uuid and $5::uuid and e.id between $4::uuid and $5::uuid)
           select id from sent
            cross join lateral (
              select case when pg_input_is_valid(text, 'jsonb') then text::jsonb end as body offset 0) parsed
            where coalesce(parsed.body #>> $2::text[],
                           case jsonb_typeof(parsed.body #> $2::text[]) when 'null' then 'null' end) = $3`,
    // A delivery's id is of the millisecond of its event's.
    values: [ids, path, value, uuidsOfSameMillisecond(first).first, uuidsOfSameMillisecond(last).last],
  })
  return new Set(rows.map((row) => row.id))
}
