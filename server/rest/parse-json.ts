import { PostriderError } from '../contract/errors.ts'

/** Deeper than any of our shapes; what walks parsed values need not fear for its stack. */
const maxDepth = 64

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Throws `unsupported_media_type` unless the headers say JSON in UTF-8, as it is. */
export function requireJson(contentType: string | null, contentEncoding: string | null): void {
  const [mediaType, ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const charset = parameters.map((each) => /^\s*charset="?([^"]*)"?\s*$/.exec(each)?.[1]).find(Boolean) ?? 'utf-8'
  if (mediaType?.trim() !== 'application/json' || !/^utf-?8$/.test(charset)) {
    throw unsupported('Content-Type', contentType, 'send application/json in UTF-8')
  }
  if (contentEncoding !== null && !/^\s*(identity)?\s*$/i.test(contentEncoding)) {
    throw unsupported('Content-Encoding', contentEncoding, 'send the body as it is, not compressed')
  }
}

function unsupported(header: string, value: string | null, advice: string): PostriderError {
  const given = value === null ? `no ${header}` : `${header} ${JSON.stringify(value.slice(0, 100))}`
  return new PostriderError('unsupported_media_type', `The request has ${given}; ${advice}.`)
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
