import { expect, test } from 'vitest'
import { uncatalogued } from './uncatalogued.ts'

const types = [{ name: 'memory.created', version: '1' }]

test('names what nothing in the catalogue matches, families too; what is no pattern at all is refused elsewhere', () => {
  const known = ['*', 'memory.*', 'memory.created', 'memory.created@1', 'Typo..x', 'MEMORY.*']
  expect(uncatalogued(known, types)).toEqual([])
  const unknown = ['typo.event', 'memory.created@2', 'memroy.*', 'memory.created.*']
  expect(uncatalogued([...known, ...unknown], types)).toMatchObject([
    { pointer: '/events/6', message: expect.stringContaining('typo.event is not in the catalogue') },
    { pointer: '/events/7', message: expect.stringContaining('memory.created@2 is not') },
    { pointer: '/events/8', message: expect.stringContaining('memroy.* matches no type') },
    { pointer: '/events/9', message: expect.stringContaining('memory.created.* matches no type') },
  ])
})
