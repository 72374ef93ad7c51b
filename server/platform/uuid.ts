import { randomFillSync } from 'node:crypto'
import { clock } from './clock.ts'

const random = Buffer.alloc(8192)
let used = random.length
let lastMs = 0
let counter = 0

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Canonical text of the 16 bytes at `offset`. */
export function formatUuid(bytes: Uint8Array, offset = 0): string {
  let text = ''
  for (let index = 0; index < 16; index++) {
    text += hex[bytes[offset + index] as number]
    if (index === 3 || index === 5 || index === 7 || index === 9) text += '-'
  }
  return text
}

/**
 * A UUIDv7 (RFC 9562): 48 bits of database milliseconds, a 12-bit counter within the millisecond, random rest.
 * Ids made by one process sort in the order they were made.
 */
export function newUuid(): string {
  let ms = clock.now()
  if (ms <= lastMs) {
    ms = lastMs
    counter += 1
    if (counter > 0xfff) {
      ms += 1
      counter = 0
    }
  } else {
    counter = 0
  }
  lastMs = ms
  if (used + 8 > random.length) {
    randomFillSync(random)
    used = 0
  }
  const bytes = new Uint8Array(16)
  writeMilliseconds(bytes, ms)
  bytes[6] = 0x70 | (counter >> 8)
  bytes[7] = counter & 0xff
  bytes.set(random.subarray(used, used + 8), 8)
  used += 8
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return formatUuid(bytes)
}

export function writeMilliseconds(bytes: Uint8Array, ms: number): void {
  let rest = ms
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
}

/** Unix milliseconds in a UUIDv7. */
export function millisecondsOf(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16)
}
