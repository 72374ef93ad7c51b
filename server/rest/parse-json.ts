import { PostriderError } from '../contract/errors.ts'

/** Deeper than any of our shapes; what walks parsed values need not fear for its stack. */
const maxDepth = 64

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Throws `unsupported_media_type` unless the header says JSON. */
export function requireJson(contentType: string | null): void {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    const given = contentType === null ? 'no Content-Type' : `Content-Type ${JSON.stringify(contentType.slice(0, 100))}`
    throw new PostriderError('unsupported_media_type', `The request has ${given}; send application/json.`)
  }
}

/** Throws `malformed_json`. */
export function parseJson(bytes: Uint8Array): unknown {
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(bytes))
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'it is not valid UTF-8'
    throw new PostriderError('malformed_json', `The body cannot be read as JSON: ${reason}.`)
  }
  requireShallow(value)
  return value
}

function requireShallow(root: unknown): void {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) {
      throw new PostriderError('malformed_json', `The body is nested deeper than ${maxDepth} levels.`)
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}
