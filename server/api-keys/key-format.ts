import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { toId, uuidOf } from '../contract/ids.ts'
import { formatUuid } from '../platform/uuid.ts'

/**
 * `pt_<id>_<secret><checksum>`: 26 characters of the key's id, 43 base-62 characters that hold 32 random bytes, and 6 of
 * a CRC-32 over what stands before them. The prefix lets secret scanners find leaked keys, the checksum lets them (and
 * us, without asking the database) tell a key from something that looks like one.
 */
const issuedPattern = /^pt_([0-7][0-9a-hjkmnp-tv-z]{25})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function base62(value: bigint, length: number): string {
  let rest = value
  let text = ''
  for (let place = 0; place < length; place++) {
    text = digits[Number(rest % 62n)] + text
    rest /= 62n
  }
  return text
}

function checksumOf(text: string): string {
  return base62(BigInt(crc32(text)), 6)
}

/** A new key for the row `uuid`. */
export function issueKey(uuid: string): string {
  const secret = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)
  const text = `pt_${toId('apiKey', uuid).slice('key_'.length)}_${secret}`
  return text + checksumOf(text)
}

/**
 * SHA-256 of the whole key. A slow hash would add nothing: there are 2^256 secrets to guess, and it would cost every
 * publish request.
 */
export function hashKey(key: string): Buffer {
  return hash('sha256', key, 'buffer')
}

/** What a person sees of a key after its creation. */
export function keyHint(key: string): string {
  return key.slice(-4)
}

/**
 * uuid of the row a key belongs to, or null when it cannot be one of ours. Keys that an operator made up (any 32 or more
 * characters after `pt_`) have the row that their own hash names.
 */
export function keyUuid(key: string): string | null {
  const parts = issuedPattern.exec(key)
  if (parts) {
    const isWhole = checksumOf(key.slice(0, -6)) === parts[3]
    return isWhole ? uuidOf('apiKey', `key_${parts[1]}`) : null
  }
  return /^pt_[\x21-\x7e]{29,253}$/.test(key) ? madeUpKeyUuid(key) : null
}

/** UUIDv8 (RFC 9562: the bits are the application's own) from the key's hash. */
function madeUpKeyUuid(key: string): string {
  const bytes = hashKey(`postrider.key-id:${key}`).subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return formatUuid(bytes)
}
