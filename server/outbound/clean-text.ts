/** Control characters except tab and line breaks: terminals act on them, PostgreSQL refuses NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/**
 * Text of a receiver or of a network error as it may be stored, logged and shown: control characters, invalid UTF-8 and
 * halves of surrogate pairs become U+FFFD. `maxLength` counts UTF-16 units; a longer text ends in an ellipsis.
 */
export function cleanText(text: string | Uint8Array, maxLength = Number.POSITIVE_INFINITY): string {
  const decoded =
    typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8')
  const cut = decoded.length > maxLength ? `${decoded.slice(0, Math.max(0, maxLength - 1))}…` : decoded
  return cut.replace(controlCharacters, '\ufffd').toWellFormed()
}
