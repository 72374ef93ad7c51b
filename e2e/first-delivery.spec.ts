import { verifySignature } from '../server/signing/verify-signature.ts'
import { expect, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

test('subscribe, see the secret, send a test event and watch it arrive', async ({ portal, receiver }) => {
  await portal.goto('/subscriptions')
  await portal.getByRole('link', { name: 'New subscription' }).first().click()
  await portal.getByRole('textbox', { name: 'URL', exact: true }).fill(receiver.url)
  await portal.getByRole('combobox', { name: 'Events' }).fill('memory.*')
  await portal.keyboard.press('Enter')
  await portal.getByRole('button', { name: 'Create subscription' }).click()

  const created = portal.getByRole('dialog', { name: 'Subscription created' })
  const secret = await created.getByText(/^whsec_/).innerText()
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/=]{32,}$/)
  await created.getByRole('link', { name: 'Go to the subscription' }).click()
  await expect(portal.getByRole('tab', { name: 'Overview' })).toBeVisible()
  await expect(portal.getByText(secret)).toHaveCount(0)

  await portal.getByRole('button', { name: 'Send test event' }).click()
  await portal.getByRole('menuitem', { name: 'memory.created' }).click()
  await expect(portal).toHaveURL(/\/deliveries\/dlv_/)
  await expect(portal.getByRole('main').getByText('Succeeded', { exact: true }).first()).toBeVisible()
  await expect(portal.getByRole('region', { name: 'Response body' })).toContainText('ok')

  const [request] = receiver.requests
  expect(JSON.parse(String(request?.body))).toMatchObject({ type: 'memory.created', test: true })
  const check = { headers: request?.headers ?? {}, body: request?.body ?? new Uint8Array(), secrets: [secret] }
  expect(verifySignature({ ...check, now: Math.floor(Date.now() / 1000) })).toMatchObject({ ok: true })
})

test('a URL that deliveries could never reach is refused under its field', async ({ portal }) => {
  await portal.goto('/subscriptions/new')
  await portal.getByRole('textbox', { name: 'URL', exact: true }).fill('http://10.1.2.3/hooks')
  const events = portal.getByRole('combobox', { name: 'Events' })
  await events.fill('mem ory!!')
  await portal.keyboard.press('Enter')
  await expect(portal.getByRole('alert').filter({ hasText: 'a type with a version' })).toBeVisible()
  await events.press('Backspace')
  await portal.getByRole('combobox', { name: 'Events' }).fill('*')
  await portal.keyboard.press('Enter')
  await portal.getByRole('button', { name: 'Create subscription' }).click()
  await expect(portal.getByLabel('URL')).toHaveAttribute('aria-invalid', 'true')
})

test('a double click means once: one subscription, one redelivery, one new secret', async ({
  portal,
  receiver,
  api,
}) => {
  const url = `${receiver.url}/clicked-twice`
  await portal.goto('/subscriptions/new')
  await portal.getByRole('textbox', { name: 'URL', exact: true }).fill(url)
  await portal.getByRole('combobox', { name: 'Events' }).fill('tag.added')
  await portal.keyboard.press('Enter')
  await portal.getByRole('button', { name: 'Create subscription' }).dblclick()
  const created = portal.getByRole('dialog', { name: 'Subscription created' })
  await created.getByRole('link', { name: 'Go to the subscription' }).click()
  await expect(portal).toHaveURL(/\/subscriptions\/sub_/)
  const { data } = (await api('GET', '/webhooks/subscriptions?search=clicked-twice')) as { data: { id: string }[] }
  expect(data).toHaveLength(1)

  const id = data[0]?.id
  await portal.goto(`/subscriptions/${id}?tab=signing`)
  await portal.getByRole('button', { name: 'Rotate' }).click()
  await portal.getByRole('dialog').getByRole('button', { name: 'Rotate' }).dblclick()
  await expect(portal.getByRole('dialog', { name: 'New signing secret' }).getByText(/^whsec_/)).toBeVisible()

  await publish(api, 'tag.added')
  await expect.poll(() => receiver.requests.length).toBe(1)
  await portal.goto(`/deliveries?subscription=${id}`)
  await portal.getByRole('row').filter({ hasText: 'tag.added' }).getByRole('cell').last().click()
  await portal.getByRole('dialog').getByRole('button', { name: 'Redeliver' }).click()
  await portal.getByRole('dialog', { name: 'Redeliver it?' }).getByRole('button', { name: 'Redeliver' }).dblclick()
  await expect(portal.getByText('Queued for redelivery.')).toHaveCount(1)
  await expect(portal.getByRole('dialog').getByText('Redelivery 1, attempt 1')).toBeVisible()
  expect(receiver.requests).toHaveLength(2)
})

test('what was typed into a new subscription is there again after a look elsewhere, and gone once it was saved', async ({
  portal,
  receiver,
}) => {
  const field = portal.getByRole('textbox', { name: 'URL', exact: true })
  await portal.goto('/subscriptions/new')
  await field.fill(`${receiver.url}/drafted`)
  await portal.getByRole('button', { name: 'Delivery settings' }).click()
  await portal.getByRole('textbox', { name: 'Headers' }).fill('Authorization: Bearer nobody-keeps-this')
  await portal.getByRole('navigation').getByRole('link', { name: 'Event types' }).click()
  await expect(portal.getByRole('heading', { name: 'Event types', level: 1 })).toBeVisible()
  await portal.goBack()
  await expect(field).toHaveValue(`${receiver.url}/drafted`)
  await portal.reload()
  await expect(field).toHaveValue(`${receiver.url}/drafted`)
  const kept = await portal.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))
  expect(kept).toContain('/drafted')
  expect(kept).not.toContain('nobody-keeps-this')
  await portal.getByRole('combobox', { name: 'Events' }).fill('tag.added')
  await portal.keyboard.press('Enter')
  await portal.getByRole('button', { name: 'Create subscription' }).click()
  await portal.getByRole('dialog').getByRole('link', { name: 'Go to the subscription' }).click()
  await expect(portal).toHaveURL(/\/subscriptions\/sub_/)
  await portal.goto('/subscriptions/new')
  await expect(portal.getByRole('button', { name: 'Create subscription' })).toBeEnabled()
  await expect(field).toHaveValue('')
})

test('whoever deletes a subscription sees which one, and how much is called off with it', async ({
  portal,
  receiver,
  api,
}) => {
  const url = `${receiver.url}/to-be-deleted`
  const { id } = await subscribe(api, url, { events: ['tag.added'], description: 'Old CRM' })
  await api('POST', `/webhooks/subscriptions/${id}/pause`)
  for (let n = 0; n < 2; n++) await publish(api, 'tag.added')
  await portal.goto(`/subscriptions/${id}`)
  await portal.getByRole('button', { name: 'Delete' }).click()
  const dialog = portal.getByRole('dialog', { name: 'Delete this subscription?' })
  await expect(dialog).toContainText('to-be-deleted')
  await expect(dialog).toContainText('Old CRM')
  await expect(dialog).toContainText('2 waiting deliveries are cancelled')
  await dialog.getByRole('button', { name: 'Delete subscription' }).click()
  await expect(portal).toHaveURL(/\/subscriptions$/)

  // What was sent to it can be read, and says that it is gone.
  await portal.goto('/deliveries')
  const row = portal.getByRole('row').filter({ hasText: 'to-be-deleted' }).first()
  await expect(row).toContainText('(deleted)')
  await row.getByRole('link').first().click()
  await expect(portal.getByRole('button', { name: 'Redeliver' })).toBeDisabled()
  await expect(portal.getByRole('main').getByRole('link', { name: /to-be-deleted/ })).toHaveCount(0)

  // So does its own page, which leads to them.
  await portal.goto(`/subscriptions/${id}`)
  await expect(portal.getByRole('heading', { name: 'This subscription was deleted' })).toBeVisible()
  await portal.getByRole('link', { name: 'Its deliveries' }).click()
  await expect(portal.getByRole('row').filter({ hasText: 'to-be-deleted' })).toHaveCount(2)
})
