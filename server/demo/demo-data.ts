import { seededEventTypes } from '../event-types/seed-event-types.ts'
import type { Random } from './random.ts'

const people = [
  'Marta Nowak',
  'Priya Raman',
  'Jonas Weber',
  'Amara Okafor',
  'Lucía Ortega',
  'Sven Lindqvist',
  'Hana Sato',
]
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** How often each type happens, among all. */
const shares: [type: string, share: number][] = [
  ['memory.created', 0.36],
  ['memory.updated', 0.28],
  ['tag.added', 0.2],
  ['event.detected', 0.11],
  ['import.completed', 0.05],
]

export function demoType(random: Random): { name: string; version: string; example: unknown } {
  let left = random.next()
  const name = shares.find(([, share]) => {
    left -= share
    return left < 0
  })?.[0]
  const found = seededEventTypes.find((type) => type.name === name) ?? seededEventTypes[0]
  return found as (typeof seededEventTypes)[number]
}

/** The example of a type as if it happened at `ms` to somebody else: ids, people and times differ, its shape stays. */
export function demoData(example: unknown, random: Random, ms: number): unknown {
  if (Array.isArray(example)) return example.map((element) => demoData(element, random, ms))
  if (typeof example === 'object' && example !== null) {
    return Object.fromEntries(
      Object.entries(example).map(([key, value]) => [
        key,
        key === 'name' && 'id' in example ? random.pick(people) : demoData(value, random, ms),
      ]),
    )
  }
  if (typeof example !== 'string') return example
  if (/^\d{4}-\d\d-\d\dT/.test(example)) return new Date(ms - Math.floor(random.between(20, 900))).toISOString()
  return example.replace(
    /_[0-9a-z]{26}$/,
    () => `_01${Array.from({ length: 24 }, () => random.pick([...alphabet])).join('')}`,
  )
}
