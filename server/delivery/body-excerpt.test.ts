import { describe, expect, test } from 'vitest'
import { bodyExcerpt } from './body-excerpt.ts'

const bytes = (text: string) => Buffer.from(text)

describe('an excerpt', () => {
  test.each(['', 'ok', '<script>alert(1)</script>', '\u0000\u001b[31mred', '\ufeffmarked', 'naïve 🔑'])(
    'of UTF-8 is that text: %j',
    (text) => {
      expect(bodyExcerpt(bytes(text), false)).toEqual({ text, encoding: 'utf-8', truncated: false })
    },
  )

  test('leaves out a character that was cut in two', () => {
    expect(bodyExcerpt(bytes('ab🔑').subarray(0, 4), true)).toEqual({ text: 'ab', encoding: 'utf-8', truncated: true })
  })

  test.each([
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0x00])],
    ['half a character at the true end', bytes('🔑').subarray(0, 2)],
  ])('of %s is base64', (_, given) => {
    expect(bodyExcerpt(given, false)).toEqual({ text: given.toString('base64'), encoding: 'base64', truncated: false })
  })
})
