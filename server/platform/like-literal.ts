/** `text` so that LIKE and ILIKE take it literally, its `%`, `_` and backslashes too. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** For Prisma: a part of the name or the uid, whatever its capitals. Prisma takes % and _ for wildcards. */
export function nameOrUidHas(search: string) {
  const said = { contains: likeLiteral(search), mode: 'insensitive' as const }
  return { OR: [{ name: said }, { uid: said }] }
}
