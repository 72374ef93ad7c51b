import { database } from '../platform/database.ts'

/**
 * Of these deliveries (uuids of what the asker may see), those whose event says `value` at `path`. Compared as text, numbers as
 * PostgreSQL writes them, which keeps every digit. A body with an escaped NUL, which jsonb cannot hold, never matches.
 */
export async function deliveriesSaying(ids: string[], path: string[], value: string): Promise<Set<string>> {
  const { rows } = await database().pool.query<{ id: string }>({
    name: 'deliveries-saying',
    text: `select d.id
             from deliveries d
             join events e on e.id = d.event_id and e.tenant_id = d.tenant_id
             cross join lateral (select convert_from(e.body, 'UTF8') as text) sent
             cross join lateral (select case when pg_input_is_valid(sent.text, 'jsonb') then sent.text::jsonb end as body) parsed
            where d.id = any($1::uuid[])
              and coalesce(parsed.body #>> $2::text[],
                           case jsonb_typeof(parsed.body #> $2::text[]) when 'null' then 'null' end) = $3`,
    values: [ids, path, value],
  })
  return new Set(rows.map((row) => row.id))
}
