import { expect, test } from 'vitest'
import { catalogueOrder } from './catalogue-order.ts'

test('types stand by name, the newest version of each first', () => {
  const types = ['tag.added@1', 'memory.created@9', 'memory.created@10', 'memory.created@2-beta', 'import.completed@1']
  const sorted = types.map((each) => ({ name: each.split('@')[0] ?? '', version: each.split('@')[1] ?? '' }))
  expect(sorted.toSorted(catalogueOrder).map(({ name, version }) => `${name}@${version}`)).toEqual([
    'import.completed@1',
    'memory.created@10',
    'memory.created@9',
    'memory.created@2-beta',
    'tag.added@1',
  ])
})
