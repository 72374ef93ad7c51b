import { expect, test } from 'vitest'
import { filterOf, filterTextFault, textOfFilter } from './filter-text.ts'

test.each([
  ['', null],
  [' \n', null],
  ['{"data.plan": "pro"}', null],
  ['{"plan": "pro"}', '“plan” must begin with data., or be type or version.'],
  ['{"$or": [{"data.a/b": {"$like": 1}}]}', '“$or → 0 → data.a/b → $like” is no operator'],
  ['[]', 'The filter must be an object'],
  ['{"data.plan": }', 'This is no JSON: '],
])('of %j is said: %s', (text, fault) => {
  if (fault === null) expect(filterTextFault(text)).toBeNull()
  else expect(filterTextFault(text)).toContain(fault)
})

test('text and filter are each made of the other', () => {
  const filter = { 'data.amount': { $gte: 10 } }
  expect(filterOf(textOfFilter(filter))).toEqual(filter)
  expect(filterOf(textOfFilter(null))).toBeNull()
})
