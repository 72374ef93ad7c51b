import { expect } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { attemptsOf, makeSubscription, publish, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { createSubscription } from '../subscriptions/create-subscription.ts'
import { updateSubscription } from '../subscriptions/update-subscription.ts'
import { updateTenant } from '../tenants/update-tenant.ts'

useEngine()

const operator = actorOf({})

test('what a tenant’s list closes is refused at dial from the next attempt on, and opens again with it', async ({
  receiver,
  tenant,
}) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  const outcomes = async () => (await attemptsOf(subscription)).map(({ status_code, error }) => status_code ?? error)
  await publish(tenant.publicId)
  await expect.poll(outcomes).toEqual([200])

  await updateTenant(operator, { id: tenant.publicId, ip_deny: ['127.0.0.0/8'] })
  await publish(tenant.publicId)
  await expect.poll(outcomes, { timeout: 10_000 }).toContain('blocked')
  expect(receiver.requests).toHaveLength(1)

  await updateTenant(operator, { id: tenant.publicId, ip_deny: [], ip_allow: ['127.0.0.1'] })
  await expect.poll(() => receiver.requests.length, { timeout: 10_000 }).toBe(2)
})

test('an allow list of the tenant is not widened by one of the subscription', async ({ receiver, tenant }) => {
  await updateTenant(operator, { id: tenant.publicId, ip_allow: ['203.0.113.0/24'] })
  const subscription = await makeSubscription(tenant.id, receiver.url, { ip_allow: ['127.0.0.1'] })
  await publish(tenant.publicId)
  await expect.poll(async () => (await attemptsOf(subscription))[0]?.error).toBe('blocked')
  expect(receiver.requests).toEqual([])
})

test('a URL that the tenant’s list closes is refused when it is saved', async ({ tenant }) => {
  const url = 'http://127.0.0.1:4999/hook'
  const owner = { tenant: tenant.publicId, events: ['*'] }
  const { id } = await createSubscription(operator, { ...owner, url })
  await updateTenant(operator, { id: tenant.publicId, ip_deny: ['127.0.0.1'] })
  const refusal = { code: 'validation_failed', errors: [{ pointer: '/url' }] }
  await expect(createSubscription(operator, { ...owner, url })).rejects.toMatchObject(refusal)
  await expect(updateSubscription(operator, { id, url })).rejects.toMatchObject(refusal)
})
