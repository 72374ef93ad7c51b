import { signatureHeaders } from '../server/signing/sign-request.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const text = '{"name":"Zoë","n":10}'
const now = () => Math.floor(Date.now() / 1000)

interface Received {
  headers: Record<string, string>
  body: string
  secret: string
}

function received(timestamp = now()): Received {
  const signed = signatureHeaders({ secrets: [secret], timestamp, messageId: 'evt_1', body: Buffer.from(text) })
  return { headers: { 'X-PT-Signature': signed['X-PT-Signature'] as string }, body: text, secret }
}

/** What goes wrong at receivers: how the request looks then, the step that fails, what explains it. */
const causes: [string, (request: Received) => Received, string, RegExp][] = [
  [
    'a clock that is ahead',
    () => received(now() - 4_000),
    'Time',
    /clock of the receiver is ahead.*The signature itself is right/,
  ],
  ['a clock that is behind', () => received(now() + 4_000), 'Time', /clock of the receiver is behind/],
  [
    're-serialised JSON',
    (request) => ({ ...request, body: JSON.stringify(JSON.parse(text), null, 2) }),
    'Signature',
    /parsed and written again before it was verified/,
  ],
  [
    'a wrong secret',
    (request) => ({ ...request, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }),
    'Signature',
    /the secret is another one/,
  ],
  [
    'a body in base64',
    (request) => ({ ...request, body: Buffer.from(text).toString('base64') }),
    'Signature',
    /The body is base64 of the body/,
  ],
  [
    'a wrong character set',
    (request) => ({ ...request, body: Buffer.from(text).toString('latin1') }),
    'Signature',
    /UTF-8 was read as Latin-1/,
  ],
  [
    'a missing header',
    (request) => ({ ...request, headers: { 'Content-Type': 'application/json' } }),
    'Headers',
    /The header X-PT-Signature is missing/,
  ],
  [
    'a wrong scheme',
    ({ headers, ...request }) => ({
      ...request,
      headers: { 'X-PT-Signature': (headers['X-PT-Signature'] as string).replace('v1=', 'v0=') },
    }),
    'Form',
    /holds no v1 signature \(found: "?v0"?\)/,
  ],
]

test('the debugger names each of the causes that receivers fail for', async ({ portal }) => {
  test.setTimeout(150_000)
  await portal.goto('/signatures')
  await expect(portal.getByText('Paste a request')).toBeVisible()
  const show = async ({ headers, body, secret: given }: Received) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    await portal.getByLabel('Headers', { exact: true }).fill(lines.join('\n'))
    await portal.getByLabel('Body', { exact: true }).fill(body)
    await portal.getByLabel('Secret that the receiver verifies with').fill(given)
  }
  await expect(async () => {
    await show(received())
    await expect(portal.getByText('The signature is right.', { exact: true }).first()).toBeVisible({ timeout: 3_000 })
  }).toPass()

  const steps = portal.getByRole('list', { name: 'Steps of the verification' })
  for (const [cause, breakIt, step, words] of causes) {
    await test.step(cause, async () => {
      await show(breakIt(received()))
      await expect(portal.getByText('The signature does not verify.')).toBeVisible()
      const failed = steps.getByRole('listitem').filter({ has: portal.getByLabel('Failed') })
      await expect(failed).toHaveCount(1)
      await expect(failed).toContainText(step)
      await expect(portal.getByRole('status').filter({ has: steps })).toContainText(words)
    })
  }
  await expectAccessible(portal)
})
