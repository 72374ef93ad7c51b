/** PostgreSQL text holds neither NUL nor half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** Said of text that it cannot hold. */
export const unstorable = 'must be valid Unicode without NUL characters'
