import { expect, test } from 'vitest'
import { headerLines, pastedHeaders } from './pasted-headers.ts'

const signature = 't=1790000000,v1=ab,v1=cd'

test.each([
  ['lines of a log', `X-PT-Signature: ${signature}\nContent-Type: application/json`],
  ['a cURL command', `  -H 'X-PT-Signature: ${signature}' \\\n  -H 'Content-Type: application/json' \\`],
  ['JSON', JSON.stringify({ 'X-PT-Signature': signature, 'Content-Type': ['application/json'] })],
  ['lines cut out of JSON', `  "X-PT-Signature": "${signature}",\n  "Content-Type": "application/json"`],
  ['what the page itself writes', headerLines({ 'X-PT-Signature': signature, 'Content-Type': ['application/json'] })],
])('%s', (_, text) => {
  expect(pastedHeaders(text)).toEqual({ 'X-PT-Signature': [signature], 'Content-Type': ['application/json'] })
})

test('a header that came twice keeps both values, and other lines are left out', () => {
  expect(pastedHeaders('POST /hook HTTP/1.1\na: 1\na: 2\n\n')).toEqual({ a: ['1', '2'] })
})
