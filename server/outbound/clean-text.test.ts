import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from './clean-text.ts'

describe('cleanText', () => {
  it.each([
    ['plain\ttext\r\nof two lines', 'plain\ttext\r\nof two lines'],
    ['a\0b', 'a\ufffdb'],
    ['\u001b[31mred\u0007', '\ufffd[31mred\ufffd'],
    ['\u009b31m\u007f', '\ufffd31m\ufffd'],
    ['half \ud83d pair', 'half \ufffd pair'],
    ['whole 😀 pair', 'whole 😀 pair'],
  ])('%j becomes %j', (given, cleaned) => {
    expect(cleanText(given)).toBe(cleaned)
  })

  it('decodes bytes, whatever they are', () => {
    expect(cleanText(Buffer.from('é'))).toBe('é')
    expect(cleanText(Uint8Array.of(0x61, 0xff, 0xc3))).toBe('a\ufffd\ufffd')
    expect(cleanText(new Uint8Array(Buffer.from('xyz').buffer, Buffer.from('xyz').byteOffset, 0))).toBe('')
  })

  it('cuts, also through a pair, and says so', () => {
    expect(cleanText('abcdef', 4)).toBe('abc…')
    expect(cleanText('ab😀', 4)).toBe('ab😀')
    expect(cleanText('ab😀😀', 4)).toBe('ab\ufffd…')
  })

  it('leaves nothing that PostgreSQL or a terminal would choke on', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' })), fc.nat(50), (text, maxLength) => {
        const cleaned = cleanText(text, maxLength + 1)
        expect(cleaned.isWellFormed()).toBe(true)
        expect(cleaned.length).toBeLessThanOrEqual(maxLength + 1)
        expect(/[^\P{Cc}\t\r\n]/u.test(cleaned)).toBe(false)
      }),
    )
  })
})
