import { expect, test } from 'vitest'
import { newDialTrace } from '../outbound/guarded-dial.ts'
import { connectionChecks } from './judge-preflight.ts'

test.each([
  [true, 'passed'],
  [false, 'warned'],
])('plain http to this machine (%s): %s', (isOnThisMachine, outcome) => {
  const probe = { trace: { ...newDialTrace(), remoteAddress: '127.0.0.1' }, failure: null, certificate: null }
  expect(connectionChecks(probe, 0, isOnThisMachine).at(-1)).toMatchObject({ name: 'tls', outcome })
})
