export type Plain = string | number | boolean | null

/**
 * The text of a PostgreSQL array whose elements need no quotes: uuids, numbers, booleans, ISO 8601 times, words of ours. pg
 * looks for quotes in each element of an array that it is given, which in the hot statements costs more than all else of
 * sending them. Not for text that somebody else wrote.
 */
export function plainArray(values: readonly Plain[]): string {
  let text = ''
  for (const value of values) text += text === '' ? (value ?? 'NULL') : `,${value ?? 'NULL'}`
  return `{${text}}`
}
