import type { SignatureHint } from '../contract/signature.ts'
import { areEqual, base64Bytes, latin1Bytes, utf8Bytes } from './bytes.ts'

export interface BodyVariant {
  hint: SignatureHint
  message: string
  body: Uint8Array
}

/**
 * Bodies that the received one may have been before somebody changed it on the way to the verification. The original is not
 * known; whichever of these verifies explains what happened.
 */
export function bodyVariants(received: Uint8Array): BodyVariant[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(received)
  return [...lineEndVariants(text), ...jsonVariants(text), ...encodingVariants(text)].filter(
    (variant) => !areEqual(variant.body, received),
  )
}

function jsonVariants(text: string): BodyVariant[] {
  const parsed = parse(text)
  if (parsed === undefined) return []
  const message =
    'The body was parsed and written again before it was verified: white space, escapes or the order of keys changed. ' +
    'Verify the raw bytes, and parse them afterwards.'
  const compact = JSON.stringify(parsed)
  const written = [
    compact,
    // What common libraries make of it: slashes escaped (PHP), only ASCII (Python), HTML characters escaped (Go).
    compact.replaceAll('/', '\\/'),
    asciiOnly(compact),
    asciiOnly(compact).replaceAll('/', '\\/'),
    compact.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026'),
  ]
  const variants = written.map((body): BodyVariant => ({ hint: 'reserialised_json', message, body: utf8Bytes(body) }))
  if (typeof parsed !== 'string') return variants
  const quoted = 'The body is a JSON string that holds the body: it was encoded once more. Verify what is inside.'
  return [{ hint: 'body_is_quoted', message: quoted, body: utf8Bytes(parsed) }, ...variants]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function asciiOnly(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function lineEndVariants(text: string): BodyVariant[] {
  const message =
    'White space at the ends, or the ends of lines, changed: something trimmed the body, added a line end, or turned it into a file.'
  const bodies = [text.trim(), text.replaceAll('\r\n', '\n'), text.replace(/\r?\n$/, ''), text.replace(/^\uFEFF/, '')]
  return bodies.map((body) => ({ hint: 'changed_line_ends', message, body: utf8Bytes(body) }))
}

function encodingVariants(text: string): BodyVariant[] {
  const variants: BodyVariant[] = []
  if (/^[A-Za-z0-9+/\s]{8,}={0,2}\s*$/.test(text)) {
    variants.push({
      hint: 'body_is_base64',
      message: 'The body is base64 of the body, as some gateways hand it over (isBase64Encoded). Decode it first.',
      body: base64Bytes(text),
    })
  }
  variants.push({
    hint: 'wrong_character_set',
    message:
      'UTF-8 was read as Latin-1 and written as UTF-8 again. Take the bytes as they are, without a character set.',
    body: latin1Bytes(text),
  })
  return variants
}
