import { expect, test } from 'vitest'
import { compareHeaders } from './compare-attempts.ts'

test('what differs comes first, and names are the same in any case', () => {
  const before = { Server: 'a', 'X-Same': '1', Gone: 'x', 'Set-Cookie': ['a', 'b'] }
  const after = { server: 'b', 'x-same': '1', 'set-cookie': ['a', 'b'], 'X-New': '' }
  expect(compareHeaders(before, after)).toEqual([
    { name: 'gone', before: 'x', after: null, isChanged: true },
    { name: 'server', before: 'a', after: 'b', isChanged: true },
    { name: 'x-new', before: null, after: '', isChanged: true },
    { name: 'set-cookie', before: 'a\nb', after: 'a\nb', isChanged: false },
    { name: 'x-same', before: '1', after: '1', isChanged: false },
  ])
})

test('no headers at all compare with any', () => {
  expect(compareHeaders(null, { a: '1' })).toEqual([{ name: 'a', before: null, after: '1', isChanged: true }])
  expect(compareHeaders(null, null)).toEqual([])
})
