/** `text` so that LIKE and ILIKE take it literally, its `%`, `_` and backslashes too. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
