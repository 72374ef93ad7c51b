import type { Attempt } from '../../server/contract/delivery.ts'

export interface Compared {
  name: string
  before: string | null
  after: string | null
  isChanged: boolean
}

type Headers = Attempt['request']['headers']

/** Headers of both by name, those that differ first. Names mean the same in any case; null: it was not there. */
export function compareHeaders(before: Headers, after: Headers): Compared[] {
  const [from, to] = [byName(before), byName(after)]
  const names = [...new Set([...from.keys(), ...to.keys()])].sort()
  return names
    .map((name) => compared(name, from.get(name) ?? null, to.get(name) ?? null))
    .sort((one, other) => Number(other.isChanged) - Number(one.isChanged))
}

export function compared(name: string, before: string | null, after: string | null): Compared {
  return { name, before, after, isChanged: before !== after }
}

function byName(headers: Headers): Map<string, string> {
  return new Map(
    Object.entries(headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join('\n') : value,
    ]),
  )
}
