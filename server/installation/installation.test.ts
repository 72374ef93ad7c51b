import { expect, test } from 'vitest'
import packageFacts from '../../package.json' with { type: 'json' }
import { systemActor } from '../platform/actor.ts'
import { describeInstallation } from './describe-installation.ts'
import { setInstallation } from './installation.ts'

const kept = { RETAIN_DAYS: 30, RETAIN_ATTEMPTS_DAYS: 7, RETAIN_STATS_DAYS: 400 }

test('an installation says what it is and how long it keeps things, and of the URL of alerts the host alone', async () => {
  setInstallation(packageFacts.version, { ...kept, ALERT_URL: 'https://me:word@hooks.example.com/T0/secret' })
  expect(describeInstallation(systemActor)).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    retain_days: 30,
    retain_attempts_days: 7,
    retain_stats_days: 400,
    alert_host: 'hooks.example.com',
  })
  setInstallation('1.0.0', kept)
  expect(describeInstallation(systemActor).alert_host).toBeNull()
})

test('who belongs to one tenant is told nothing of it', () => {
  const member = { ...systemActor, tenantId: '0190a000-0000-7000-8000-000000000001' }
  expect(() => describeInstallation(member)).toThrow('not bound to a tenant')
})
