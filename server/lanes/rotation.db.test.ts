import { expect } from 'vitest'
import { makeSubscription, publish, soon, testSecret, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import type { ReceivedRequest } from '../../test/receiver.ts'
import { toId } from '../contract/ids.ts'
import { systemActor } from '../platform/actor.ts'
import { verifySignature } from '../signing/verify-signature.ts'
import { rotateSecret } from '../subscriptions/rotate-secret.ts'

useEngine()

const verifies = ({ headers, body, at: received }: ReceivedRequest, secret: string): boolean =>
  verifySignature({ headers, body, secrets: [secret], now: Math.floor(received / 1000) }).ok

test('both secrets sign from the rotation to the end of the overlap, then the new one alone', async ({
  receiver,
  tenant,
}) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const next = async (): Promise<ReceivedRequest> => {
    const seen = receiver.requests.length
    await publish(tenant.publicId)
    await expect.poll(() => receiver.requests.length, soon).toBe(seen + 1)
    return receiver.requests[seen] as ReceivedRequest
  }
  const before = await next()
  expect(verifies(before, testSecret)).toBe(true)

  const id = toId('subscription', subscription)
  const rotated = await rotateSecret(systemActor, { id, overlap_seconds: 2 })
  const during = await next()
  expect(verifies(during, testSecret)).toBe(true)
  expect(verifies(during, rotated.secret)).toBe(true)
  expect(during.headers['webhook-signature']?.split(' ')).toHaveLength(2)

  await expect.poll(async () => verifies(await next(), testSecret), soon).toBe(false)
  const after = await next()
  expect(verifies(after, rotated.secret)).toBe(true)
  expect(after.headers['webhook-signature']?.split(' ')).toHaveLength(1)
  // On time: not one signed with the old secret after its end, not one without it before.
  const endsAt = Date.parse(rotated.previous_expires_at as string)
  for (const request of receiver.requests) {
    const signedAt = Number(request.headers['webhook-timestamp']) * 1000
    if (signedAt >= endsAt) expect(verifies(request, testSecret)).toBe(false)
    if (signedAt + 1_000 < endsAt) expect(verifies(request, testSecret)).toBe(true)
  }
})

test('a rotation without overlap holds for the very next attempt', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const rotated = await rotateSecret(systemActor, { id: toId('subscription', subscription), overlap_seconds: 0 })
  await publish(tenant.publicId)
  await expect.poll(() => receiver.requests.length, soon).toBe(1)
  expect(verifies(receiver.requests[0] as ReceivedRequest, rotated.secret)).toBe(true)
  expect(verifies(receiver.requests[0] as ReceivedRequest, testSecret)).toBe(false)
})
