import { describe, expect, test } from 'vitest'
import { matchesAnyPattern, matchesEventPattern } from './event-pattern.ts'

describe('a pattern', () => {
  test.each([
    // pattern, type, version, matches
    ['*', 'memory.created', '1', true],
    ['*', 'a', '9', true],
    ['memory.*', 'memory.created', '1', true],
    ['memory.*', 'memory.created', '2', true],
    ['memory.*', 'memory.note.created', '1', true],
    ['memory.*', 'memory', '1', false],
    ['memory.*', 'memoryx.created', '1', false],
    ['memory.*', 'tag.added', '1', false],
    ['memory.note.*', 'memory.created', '1', false],
    ['memory.created', 'memory.created', '1', true],
    ['memory.created', 'memory.created', '2', true],
    ['memory.created', 'memory.created.again', '1', false],
    ['memory.created', 'memory.create', '1', false],
    ['memory.created@2', 'memory.created', '2', true],
    ['memory.created@2', 'memory.created', '1', false],
    ['memory.created@2', 'memory.created', '22', false],
    ['memory.created@2', 'memory.updated', '2', false],
  ])('%s on %s version %s: %s', (pattern, type, version, matches) => {
    expect(matchesEventPattern(pattern, type, version)).toBe(matches)
  })

  test('is enough when it is one of several', () => {
    expect(matchesAnyPattern(['tag.*', 'memory.created@1'], 'memory.created', '1')).toBe(true)
    expect(matchesAnyPattern(['tag.*', 'memory.created@2'], 'memory.created', '1')).toBe(false)
    expect(matchesAnyPattern([], 'memory.created', '1')).toBe(false)
  })
})
