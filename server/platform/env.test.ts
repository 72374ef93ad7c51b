import { expect, test } from 'vitest'
import { readEnvironment } from './env.ts'

/** The variables at fault, in the order of the list. */
function faultsOf(source: Record<string, string>): string[] {
  try {
    readEnvironment(source)
    return []
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n')
    return lines.map((line) => line.trim())
  }
}

test('faults of every kind are in one list', () => {
  const faults = faultsOf({
    PORT: 'http',
    OUTBOUND_ALLOW: '10.0.0.0/8,bad name',
    AUTH_SECRET: 'short',
    ENCRYPTION_KEYS: 'a:b',
    DEFAULT_RETRY_SCHEDULE: '2592000,2592000',
    OIDC_ISSUER: 'https://id.example.com',
    OIDC_CLIENT_SECRET: 'x',
  })
  expect(faults).toEqual([
    'PORT: must be a whole number from 0 to 65535',
    expect.stringMatching(/^OUTBOUND_ALLOW: "bad name" is not understood\. Write /),
    'AUTH_SECRET: must have at least 32 characters',
    expect.stringMatching(/^ENCRYPTION_KEYS: key "a" must be the base64 of exactly 32 bytes/),
    'DEFAULT_RETRY_SCHEDULE: The pauses of the schedule last 5184000 seconds together, but a delivery is given up after ' +
      '259200 seconds (3 days): shorten them, or leave the last ones out.',
    'OIDC_CLIENT_ID: is missing, as OIDC_ISSUER is set',
  ])
})

test.each([
  [{ OUTBOUND_ALLOW: '10.0.0.0/33' }, 'OUTBOUND_ALLOW'],
  [{ ENCRYPTION_KEYS: 'x' }, 'ENCRYPTION_KEYS'],
  [{ GITHUB_CLIENT_SECRET: 'x' }, 'GITHUB_CLIENT_ID'],
  [{ DEFAULT_RETRY_SCHEDULE: '259199,1' }, 'DEFAULT_RETRY_SCHEDULE'],
  [{ OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'x' }, 'OIDC_ISSUER'],
])('%j alone is refused', (source, named) => {
  expect(faultsOf(source as Record<string, string>).map((fault) => fault.split(':')[0])).toEqual([named])
})

test('an empty variable counts as not set, as half of a pair too', () => {
  const environment = readEnvironment({ PORT: '', ENCRYPTION_KEYS: '', GITHUB_CLIENT_ID: '', GITHUB_CLIENT_SECRET: '' })
  expect(environment).toMatchObject({ PORT: 3000 })
  expect(environment.ENCRYPTION_KEYS).toBeUndefined()
})

test('a retry schedule that ends a second before deliveries are given up is taken', () => {
  expect(readEnvironment({ DEFAULT_RETRY_SCHEDULE: '259198,1' }).DEFAULT_RETRY_SCHEDULE).toBe('259198,1')
})
