import { describe, expect, test } from 'vitest'
import { mergePages } from './merge-pages.ts'

const older = { take: 3, towards: 'older' } as const
const newer = { take: 3, towards: 'newer' } as const

describe('pages that were merged', () => {
  test.each([
    ['take turns', older, [['9', '5'], null], [['8'], null], [['9', '8', '5'], null]],
    ['are as long as a page', older, [['9', '7', '5'], null], [['8', '6'], null], [['9', '8', '7'], null]],
    ['hold what is in two once', older, [['9', '5'], null], [['9'], null], [['9', '5'], null]],
    ['end where one of them stopped looking', older, [['9', '3'], null], [[], '4'], [['9'], '4']],
    ['end where one of them is full', older, [['9', '8', '7'], null], [['6', '5'], null], [['9', '8', '7'], null]],
    ['end where the first of them stopped looking', older, [['9'], '5'], [['8', '3'], '2'], [['9', '8'], '5']],
    ['are full before another one stopped looking', older, [['9', '8', '7'], null], [[], '6'], [['9', '8', '7'], null]],
    [
      'are not full when another one stopped looking before',
      older,
      [['9', '8', '3'], null],
      [[], '6'],
      [['9', '8'], '6'],
    ],
    ['go up towards newer ones', newer, [['1', '5'], null], [['2', '3', '4'], null], [['1', '2', '3'], null]],
    ['end towards newer ones, too', newer, [['1', '5'], null], [[], '3'], [['1'], '3']],
    ['are empty where nothing is', older, [[], null], [[], null], [[], null]],
  ] as const)('%s', (_, keyset, one, other, merged) => {
    const page = ([ids, scannedTo]: readonly [readonly string[], string | null]) => ({ ids: [...ids], scannedTo })
    expect(mergePages(keyset, [page(one), page(other)])).toEqual(page(merged))
    expect(mergePages(keyset, [page(other), page(one)])).toEqual(page(merged))
  })
})
