import { describe, expect, test } from 'vitest'
import { readKeyset } from './keyset.ts'
import { scanOn } from './scan-budget.ts'

interface Found {
  ids: string[]
  scannedTo: string | null
}

/** A store that gives these answers in turn, and remembers where it was asked to look. */
function store(answers: Found[]) {
  const asked: (string | null)[] = []
  const scan = () =>
    scanOn<Found>(
      readKeyset('things', { limit: 3 }),
      async ({ at }) => answers[asked.push(at) - 1] as Found,
      ({ ids }) => ids.length === 0,
    )
  return { scan, asked }
}

const some = (scannedTo: string | null): Found => ({ ids: ['x'], scannedTo })
const nothing = (scannedTo: string | null): Found => ({ ids: [], scannedTo })

describe('a scan', () => {
  test('goes on from where it stopped until it finds something', async () => {
    const { scan, asked } = store([nothing('r1'), some('r2'), some(null)])
    expect(await scan()).toEqual(some('r2'))
    expect(asked).toEqual([null, 'r1', 'r2'])
  })

  test('looks whether anything comes after what it found, and says where', async () => {
    const ended = store([some('r1'), nothing('r2'), nothing(null)])
    expect(await ended.scan()).toEqual(some(null))
    const goesOn = store([some('r1'), nothing('r2'), some(null)])
    expect(await goesOn.scan()).toEqual(some('r2'))
    expect(goesOn.asked).toEqual([null, 'r1', 'r2'])
    const endless = store([some('r0'), ...Array.from({ length: 9 }, (_, n) => nothing(`r${n + 1}`))])
    expect(await endless.scan()).toEqual(some('r2'))
    expect(endless.asked).toHaveLength(3)
  })

  test('ends where there is no more', async () => {
    const { scan, asked } = store([nothing('r1'), nothing(null)])
    expect(await scan()).toEqual(nothing(null))
    expect(asked).toHaveLength(2)
  })

  test('gives up for this page after three', async () => {
    const { scan, asked } = store(Array.from({ length: 9 }, (_, n) => nothing(`r${n}`)))
    expect(await scan()).toEqual(nothing('r2'))
    expect(asked).toHaveLength(3)
  })
})
