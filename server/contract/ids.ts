/**
 * Public ids: a prefix that names the kind and a UUIDv7 in Crockford base 32 (TypeID 0.3,
 * https://github.com/jetify-com/typeid/tree/main/spec). In the database they are plain `uuid`.
 */
export const idPrefixes = {
  tenant: 'ten',
  app: 'app',
  apiKey: 'key',
  event: 'evt',
  eventType: 'ety',
  subscription: 'sub',
  delivery: 'dlv',
  attempt: 'att',
  replay: 'rpl',
  batch: 'bat',
  inbox: 'inb',
  listenSession: 'lsn',
  user: 'usr',
  membership: 'mem',
  auditEntry: 'aud',
  alert: 'alr',
  portalSession: 'pse',
} as const

export type IdKind = keyof typeof idPrefixes

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const digitValues = new Map([...alphabet].map((character, value) => [character, BigInt(value)]))

/** Two base-32 characters for every value of ten bits. */
const pairs = Array.from({ length: 1024 }, (_, value) => `${alphabet[value >> 5]}${alphabet[value & 31]}`)

/** Twenty bits, given as five hexadecimal digits, as four characters. */
function fourCharacters(hex: string, from: number): string {
  const bits = Number.parseInt(hex.slice(from, from + 5), 16)
  return (pairs[bits >> 10] as string) + (pairs[bits & 1023] as string)
}

/**
 * `uuid` (canonical text, 36 characters) to `prefix_` + 26 base-32 characters. Several for every event published, so
 * without arithmetic on big integers.
 */
export function toId(kind: IdKind, uuid: string): string {
  const hex = uuid.replaceAll('-', '')
  // 128 bits: the first eight make two characters, the rest six times four.
  let text = pairs[Number.parseInt(hex.slice(0, 2), 16)] as string
  for (let from = 2; from < 32; from += 5) text += fourCharacters(hex, from)
  return `${idPrefixes[kind]}_${text}`
}

/** The uuid in a public id, or null when the text is not an id of this kind. */
export function uuidOf(kind: IdKind, id: string): string | null {
  const prefix = `${idPrefixes[kind]}_`
  // 26 characters hold 130 bits: the first may not exceed 7.
  if (id.length !== prefix.length + 26 || !id.startsWith(prefix)) return null
  let bits = 0n
  for (const character of id.slice(prefix.length)) {
    const value = digitValues.get(character)
    if (value === undefined) return null
    bits = (bits << 5n) | value
  }
  if (bits >> 128n) return null
  const hex = bits.toString(16).padStart(32, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
