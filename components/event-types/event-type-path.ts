/** The page of one version of a type. */
export function eventTypePath({ name, version }: { name: string; version: string }): string {
  return `/event-types/${encodeURIComponent(`${name}@${version}`)}`
}
