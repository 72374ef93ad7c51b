import { formatUuid, writeMilliseconds } from '../platform/uuid.ts'

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to 1, exclusive. */
  next(): number
  /** From `low` up to `high`, exclusive. */
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  /** True in the share `p` of all cases. */
  chance(p: number): boolean
  /** A UUIDv7 of that Unix millisecond. */
  uuid(ms: number): string
}

/** mulberry32, seeded by the FNV-1a hash of a text: small, fast, and good enough for what is only looked at. */
export function randomOf(seed: string): Random {
  let state = 0x811c9dc5
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) as number), 0x01000193)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number): number => low + next() * (high - low)
  return {
    next,
    between,
    pick: (from) => from[Math.floor(next() * from.length)] as (typeof from)[number],
    chance: (p) => next() < p,
    uuid(ms) {
      const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(next() * 256))
      writeMilliseconds(bytes, Math.floor(ms))
      bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f)
      bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
      return formatUuid(bytes)
    },
  }
}
