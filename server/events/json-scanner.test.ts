import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PostriderError } from '../contract/errors.ts'
import { JsonScanner } from './json-scanner.ts'

function accepts(text: string): boolean {
  const scanner = new JsonScanner(Buffer.from(text))
  try {
    scanner.skipValue()
    scanner.expectEnd()
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(PostriderError)
    expect((error as PostriderError).code).toBe('malformed_json')
    return false
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function depthOf(text: string): number {
  return new JsonScanner(Buffer.from(text)).skipValue()
}

describe('JsonScanner', () => {
  it.each([
    '',
    ' ',
    '{',
    '[',
    '"',
    '"\\',
    '"\\u12',
    '"\\u12G4"',
    '"\\x41"',
    '"\\v"',
    '"a\nb"',
    '"\u0000"',
    '"\u007f"',
    "'a'",
    '{a:1}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a":1 "b":2}',
    '{,}',
    '{1:2}',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1}',
    '{"a":1]',
    '[[]',
    '[]]',
    '{}{}',
    '1 2',
    '01',
    '-',
    '-01',
    '+1',
    '.5',
    '1.',
    '1.e1',
    '1e',
    '1e+',
    '0x10',
    '1_000',
    'NaN',
    'Infinity',
    '-Infinity',
    'nul',
    'nulll',
    'tru',
    'True',
    'undefined',
    '\ufeff{}',
    '\u00a0{}',
    '\u2028{}',
    '// comment\n{}',
    '{} /* comment */',
    '0',
    '-0',
    '-0.0e-0',
    '1E400',
    '12345678901234567890',
    '"\\ud800"',
    '"\\u0000\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '"\u2028"',
    ' \t\r\n{ "a" : [ 1 , { } , [ ] , "" ] } \n',
    '{"":{"":null}}',
    '[[[[[[[[[[]]]]]]]]]]',
  ])('accepts %j exactly if JSON.parse does', (text) => {
    expect(accepts(text)).toBe(parses(text))
  })

  it('accepts every JSON text, spaced in any way', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2, '\t', '\n'), (value, space) => {
        expect(accepts(JSON.stringify(value, null, space))).toBe(true)
      }),
    )
  })

  it('judges damaged JSON as JSON.parse does', () => {
    const damage = fc.constantFrom(
      '',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '0',
      '-',
      '.',
      'e',
      ' ',
      't',
      '\u0001',
      'é',
    )
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(2), damage, (json, at, removed, inserted) => {
        const cut = at % (json.length + 1)
        const damaged = (json.slice(0, cut) + inserted + json.slice(cut + removed)).toWellFormed()
        expect(accepts(damaged)).toBe(parses(damaged))
      }),
      { numRuns: 2000 },
    )
  })

  it('judges arbitrary text made of JSON characters as JSON.parse does', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '""', '1', '-1.5e3', 'true', 'null', ' '),
      {
        maxLength: 12,
      },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(accepts(parts.join(''))).toBe(parses(parts.join('')))
      }),
      { numRuns: 5000 },
    )
  })

  it('tells how deep brackets nest', () => {
    expect(depthOf('1')).toBe(0)
    expect(depthOf('"[[["')).toBe(0)
    expect(depthOf('[]')).toBe(1)
    expect(depthOf('[[],{"a":[{}]},[]]')).toBe(4)
    expect(depthOf(`${'['.repeat(1000)}${']'.repeat(1000)}`)).toBe(1000)
  })

  it('refuses nesting without end instead of running out of memory', () => {
    expect(accepts('['.repeat(1_000_000))).toBe(false)
    expect(accepts('{"a":'.repeat(1_000_000))).toBe(false)
  })

  it('names the byte where the fault is', () => {
    expect(() => new JsonScanner(Buffer.from('{"a":é}')).skipValue()).toThrow('see byte 5')
    expect(() => new JsonScanner(Buffer.from('{"a":')).skipValue()).toThrow('it ends too early')
  })
})
