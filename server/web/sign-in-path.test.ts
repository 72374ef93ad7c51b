import { expect, test } from 'vitest'
import { signInPath } from './sign-in-path.ts'

test.each([
  [null, '/sign-in'],
  ['/', '/sign-in'],
  ['/?_rsc=1a2b3', '/sign-in'],
  ['/deliveries/dlv_1', '/sign-in?next=%2Fdeliveries%2Fdlv_1'],
  ['/deliveries?status=failed&_rsc=1a2b3', '/sign-in?next=%2Fdeliveries%3Fstatus%3Dfailed'],
  ['//evil.example/', '/sign-in'],
  ['http://[', '/sign-in'],
])('whoever asks for %s signs in at %s', (asked, path) => {
  expect(signInPath(asked)).toBe(path)
})
