import { base64Bytes, hexBytes } from './bytes.ts'

/** Which step of a verification failed, and a sentence that says what to do about it. */
export interface SignatureFault {
  step:
    | 'missing_header'
    | 'malformed'
    | 'wrong_scheme'
    | 'timestamp_too_old'
    | 'timestamp_in_future'
    | 'wrong_secret_form'
    | 'no_match'
  message: string
}

/** What a signature header claims: `signatures` are MACs of 32 bytes over `signedPrefix` and the body. */
export interface ClaimedSignature {
  timestamp: number
  signedPrefix: string
  signatures: Uint8Array[]
}

export type SignedHeaders = Record<string, string | readonly string[] | undefined>

const macBytes = 32
/** Two live secrets give two signatures; a header with more than this many is not ours. */
const mostSignatures = 16

/** Reads `X-PT-Signature: t=<ten digits>,v1=<hex>[,v1=<hex>]`. Unknown elements are skipped: they may be later versions. */
export function readPostriderSignature(headers: SignedHeaders): ClaimedSignature | SignatureFault {
  const value = headerValue(headers, 'x-pt-signature')
  if (value === null) return fault('missing_header', 'The header X-PT-Signature is missing.')
  const times: string[] = []
  const versions: string[] = []
  const claimed: string[] = []
  for (const element of value.split(',')) {
    const [name, text] = splitAtFirst(element.trim(), '=')
    if (text === null) return fault('malformed', `${quote(element)} in X-PT-Signature is not name=value.`)
    if (name === 't') times.push(text)
    else if (name === 'v1') claimed.push(text)
    else versions.push(name)
  }
  const seconds = times[0]
  if (seconds === undefined || times.length > 1) return fault('malformed', 'X-PT-Signature must hold t= exactly once.')
  if (!/^\d{10}$/.test(seconds))
    return fault('malformed', `t=${seconds.slice(0, 40)} is not unix seconds with ten digits.`)
  if (claimed.length === 0) return noVersionOne('X-PT-Signature', versions)
  if (!claimed.every((text) => /^[0-9a-fA-F]{64}$/.test(text))) {
    return fault('malformed', 'Each v1= of X-PT-Signature must be 64 hexadecimal digits.')
  }
  return claim(seconds, seconds, claimed, 'hex')
}

/** Reads `webhook-id`, `webhook-timestamp` and `webhook-signature` (Standard Webhooks 1.0.0). */
export function readStandardSignature(headers: SignedHeaders): ClaimedSignature | SignatureFault {
  const id = headerValue(headers, 'webhook-id')
  const seconds = headerValue(headers, 'webhook-timestamp')
  const value = headerValue(headers, 'webhook-signature')
  if (id === null) return fault('missing_header', 'The header webhook-id is missing.')
  if (seconds === null) return fault('missing_header', 'The header webhook-timestamp is missing.')
  if (value === null) return fault('missing_header', 'The header webhook-signature is missing.')
  if (!/^\d{10}$/.test(seconds)) return fault('malformed', 'webhook-timestamp is not unix seconds with ten digits.')
  const versions: string[] = []
  const claimed: string[] = []
  for (const element of value.split(' ').filter((part) => part !== '')) {
    const [version, text] = splitAtFirst(element, ',')
    if (text === null) return fault('malformed', `${quote(element)} in webhook-signature is not version,signature.`)
    if (version === 'v1') claimed.push(text)
    else versions.push(version)
  }
  if (claimed.length === 0) return noVersionOne('webhook-signature', versions)
  if (!claimed.every((text) => /^[A-Za-z0-9+/]{43}=$/.test(text))) {
    return fault('malformed', 'Each v1 signature of webhook-signature must be the base64 of 32 bytes.')
  }
  return claim(seconds, `${id}.${seconds}.`, claimed, 'base64')
}

function claim(
  seconds: string,
  signedPrefix: string,
  claimed: string[],
  encoding: 'hex' | 'base64',
): ClaimedSignature | SignatureFault {
  if (claimed.length > mostSignatures)
    return fault('malformed', `More than ${mostSignatures} signatures in one header.`)
  const signatures = claimed.map(encoding === 'hex' ? hexBytes : base64Bytes)
  if (signatures.some((bytes) => bytes.length !== macBytes))
    return fault('malformed', 'A signature is not 32 bytes long.')
  return { timestamp: Number(seconds), signedPrefix, signatures }
}

function noVersionOne(header: string, versions: string[]): SignatureFault {
  const found = versions.length === 0 ? 'none' : versions.slice(0, 4).map(quote).join(', ')
  return fault('wrong_scheme', `${header} holds no v1 signature (found: ${found}).`)
}

/** A header sent twice is joined as HTTP does it (RFC 9110, section 5.3), so that a second one cannot hide. */
function headerValue(headers: SignedHeaders, name: string): string | null {
  const values: string[] = []
  for (const [key, value] of Object.entries(headers)) {
    if (key.toLowerCase() !== name || value === undefined) continue
    if (typeof value === 'string') values.push(value)
    else values.push(...value)
  }
  const joined = values.join(', ').trim()
  return joined === '' ? null : joined
}

function splitAtFirst(text: string, separator: string): [string, string | null] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40))
}

function fault(step: SignatureFault['step'], message: string): SignatureFault {
  return { step, message }
}
