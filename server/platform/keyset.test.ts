import { describe, expect, test } from 'vitest'
import { PostriderError } from '../contract/errors.ts'
import { type Keyset, readKeyset, toPage } from './keyset.ts'

const ids = Array.from({ length: 7 }, (_, n) => `00000000-0000-7000-8000-00000000000${n}`)

/** What a store does. */
function read(keyset: Keyset): string[] {
  const { at } = keyset
  if (keyset.towards === 'newer') return ids.filter((id) => at === null || id > at).slice(0, keyset.take)
  return ids
    .filter((id) => at === null || id < at)
    .reverse()
    .slice(0, keyset.take)
}

function page(cursor: string | undefined) {
  const keyset = readKeyset('things', { cursor, limit: 3 })
  return toPage(
    keyset,
    read(keyset),
    (id) => id,
    (id) => Number(id.at(-1)),
  )
}

describe('keyset paging', () => {
  test('walks to the oldest and back to the newest without gap or repetition', () => {
    const first = page(undefined)
    expect(first.data).toEqual([6, 5, 4])
    expect(first.prev_cursor).toBeNull()
    const second = page(first.next_cursor as string)
    expect(second.data).toEqual([3, 2, 1])
    expect(second.has_more).toBe(true)
    const third = page(second.next_cursor as string)
    expect(third).toMatchObject({ data: [0], has_more: false, next_cursor: null })
    const back = page(third.prev_cursor as string)
    expect(back.data).toEqual([3, 2, 1])
    const start = page(back.prev_cursor as string)
    expect(start).toMatchObject({ data: [6, 5, 4], has_more: true, prev_cursor: null })
  })

  test('goes on from where a store stopped looking', () => {
    const keyset = readKeyset('things', { cursor: undefined, limit: 3 })
    const empty = toPage(
      keyset,
      [],
      (id: string) => id,
      (id) => id,
      ids[4],
    )
    expect(empty).toMatchObject({ data: [], has_more: true, prev_cursor: null })
    expect(page(empty.next_cursor as string).data).toEqual([3, 2, 1])
  })

  test.each(['', 'nonsense', Buffer.from('others:older:00000000-0000-7000-8000-000000000000').toString('base64url')])(
    'refuses the cursor %j',
    (cursor) => {
      expect(() => readKeyset('things', { cursor, limit: 3 })).toThrow(PostriderError)
    },
  )
})
