import { expect, test } from 'vitest'
import { describeEnvironment } from './env.ts'
import { nearMisses } from './near-misses.ts'

const settings = describeEnvironment().map(({ name }) => name)

test.each([
  ['DATABASE_ULR', 'DATABASE_URL'],
  ['DATABASE_URLS', 'DATABASE_URL'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['DATABASEURL', 'DATABASE_URL'],
  ['DTABASE_ULR', 'DATABASE_URL'],
  ['OUTBOUND_ALOW', 'OUTBOUND_ALLOW'],
  ['OUTBUOND_ALLOWS', 'OUTBOUND_ALLOW'],
  ['ENCRYPTION_KEY', 'ENCRYPTION_KEYS'],
  ['RETAIN_DAY', 'RETAIN_DAYS'],
  ['PUBLC_URL', 'PUBLIC_URL'],
])('%s was meant to be %s', (given, meant) => {
  expect(nearMisses([given], settings)).toEqual([{ given, meant }])
})

test.each([
  'HOME',
  'PATH',
  'PWD',
  'POST',
  'PORTS',
  'HOSTNAME',
  'PORT_RANGE',
  'DATABASE',
  'DATABASE_HOST',
  'DATABASE_PORT',
  'DATABASE_NAME',
  'DATABASE_USER',
  'DATA_PATH',
  'BROKER_PORT',
  'WORKER_HOST',
  'WORKER_COUNT',
  'LOG_FILE',
  'LOG_DIR',
  'REDIS_URL',
  'GITHUB_TOKEN',
  'OIDC_SCOPE',
  'POSTRIDER_URL',
  'POSTRIDER_API_KEY',
  'NEXTAUTH_SECRET',
  'NODE_ENV',
  'npm_package_name',
])('%s is something else', (given) => {
  expect(nearMisses([given], settings)).toEqual([])
})

test('a setting that is set was not mistyped', () => {
  expect(nearMisses(['DATABASE_URL', 'DATABASE_URI'], settings)).toEqual([])
  expect(nearMisses(settings, settings)).toEqual([])
})
