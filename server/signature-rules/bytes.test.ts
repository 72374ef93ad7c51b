import { expect, test } from 'vitest'
import { base64Bytes, hexBytes, latin1Bytes } from './bytes.ts'

test.each(['', 'AA==', 'AAE', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '-_-_', 'QQ==QQ', 'Q Q\n=', 'QUJDR', 'Zoë+'])(
  'base64 %j reads as Node reads it',
  (text) => {
    expect(Buffer.from(base64Bytes(text))).toEqual(Buffer.from(text, 'base64'))
  },
)

test('hexadecimal and Latin-1 read as Node reads them', () => {
  expect(Buffer.from(hexBytes('00ffA1'))).toEqual(Buffer.from('00ffA1', 'hex'))
  expect(Buffer.from(latin1Bytes('Zoë€'))).toEqual(Buffer.from('Zoë€', 'latin1'))
})
