import { expect, test } from 'vitest'
import { eventSuggestions } from './event-suggestions.ts'

const types = [
  { name: 'hashtag.added', version: '1' },
  { name: 'tag.added_twice', version: '1' },
  { name: 'tag.added', version: '1' },
  { name: 'tag.added', version: '2' },
]

test('a family comes before its types, and versions where there are several', () => {
  expect(eventSuggestions(types, 'tag')).toEqual([
    { group: 'All', items: ['*'] },
    { group: 'hashtag', items: ['hashtag.*', 'hashtag.added'] },
    { group: 'tag', items: ['tag.*', 'tag.added_twice', 'tag.added', 'tag.added@1', 'tag.added@2'] },
  ])
})

test('what is typed in full comes before what only contains it', () => {
  const [first] = eventSuggestions(types, 'tag.added')
  expect(first).toMatchObject({
    group: 'tag',
    items: ['tag.added', 'tag.*', 'tag.added_twice', ...Array(2).fill(expect.any(String))],
  })
})
