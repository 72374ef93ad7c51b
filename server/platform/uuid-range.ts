/** UUIDv7 begin with their time, so that a time bounds ids and an id bounds whatever was made in its millisecond. */

/** The smallest UUIDv7 of a Unix millisecond, as `uuid_floor` in SQL; of all where the time is before 1970. */
export function firstUuidOf(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** The smallest and the largest UUIDv7 of the millisecond that `uuid` was made in. */
export function uuidsOfSameMillisecond(uuid: string): { first: string; last: string } {
  const prefix = uuid.slice(0, 14)
  return { first: `${prefix}7000-8000-000000000000`, last: `${prefix}7fff-bfff-ffffffffffff` }
}
