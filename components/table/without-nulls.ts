type Present<T> = { [Key in keyof T]?: NonNullable<T[Key]> }

/** The URL has "not given" as null, procedures as left out. */
export function withoutNulls<T extends object>(given: T): Present<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as Present<T>
}
