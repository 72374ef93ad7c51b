import { expect, test } from 'vitest'
import { keyFaults } from './key-faults.ts'

test('each address that the API refused is named under the field of all', () => {
  const errors = [
    { pointer: '/allowed_ips/1', message: 'Must be an IP address.' },
    { pointer: '/allowed_ips/2', message: 'Must be an IP address.' },
    { pointer: '/name', message: 'Must not be empty.' },
    { pointer: '/tenant', message: 'Is gone.' },
  ]
  expect(keyFaults(errors, ['10.0.0.1', 'nope', '10.0.0.0/33'])).toEqual({
    allowed_ips: 'nope: Must be an IP address. 10.0.0.0/33: Must be an IP address.',
    name: 'Must not be empty.',
  })
})
