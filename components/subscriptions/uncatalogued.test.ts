import { expect, test } from 'vitest'
import { uncatalogued } from './uncatalogued.ts'

const types = [{ name: 'memory.created', version: '1' }]

test('names what is exact and not in the catalogue; wildcards take what is to come', () => {
  const known = ['*', 'memory.*', 'other.*', 'memory.created', 'memory.created@1', 'Typo..x']
  expect(uncatalogued([...known, 'typo.event', 'memory.created@2'], types)).toEqual(['typo.event', 'memory.created@2'])
})
