import { expect, test } from 'vitest'
import { uncatalogued } from './uncatalogued.ts'

const types = [{ name: 'memory.created', version: '1' }]

test('names what nothing in the catalogue matches, families too; what is no pattern at all is refused elsewhere', () => {
  const known = ['*', 'memory.*', 'memory.created', 'memory.created@1', 'Typo..x', 'MEMORY.*']
  const unknown = ['typo.event', 'memory.created@2', 'memroy.*', 'memory.created.*']
  expect(uncatalogued([...known, ...unknown], types)).toEqual(unknown)
})
