/** Of the file; base64 makes a third more, and the field of the API ends at 64 KiB. */
const maxBytes = 47 * 1024

const kinds = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml']

/** An image as the data URL that a theme takes. Rejects with a sentence for people. */
export async function readLogo(file: File): Promise<string> {
  if (!kinds.includes(file.type)) throw new Error('must be a PNG, JPEG, WebP or SVG image')
  if (file.size > maxBytes) throw new Error('must have at most 47 KiB')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return `data:${file.type};base64,${btoa(text)}`
}
