/**
 * SQL: whether the body of an event (`body`: an expression of type bytea) fits a filter, given as the jsonpath of
 * server/contract/subscription-filter.ts (`path`: an expression of type jsonpath). What jsonb cannot hold, such as an escaped NUL,
 * fits none.
 */
export function fitsFilterSql(body: string, path: string): string {
  const text = `convert_from(${body}, 'UTF8')`
  return `case when pg_input_is_valid(${text}, 'jsonb') then coalesce(${text}::jsonb @@ ${path}, false) else false end`
}
