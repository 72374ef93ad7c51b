import { expect, expectAccessible, test } from './fixtures.ts'
import { viewerPage } from './sign-in-as.ts'

test('a type is made, refused line by line while its schema is none, versioned, edited and deleted', async ({
  portal,
  api,
  browser,
  product,
}) => {
  await portal.goto('/event-types')
  await portal.getByRole('button', { name: 'New event type' }).click()
  const form = portal.getByRole('dialog', { name: 'New event type' })
  await form.getByRole('button', { name: 'Create event type' }).click()
  await expect(form.getByLabel('Name')).toBeFocused()
  await expect(form.getByLabel('Name')).toBeInViewport()
  await expect(form.getByRole('button', { name: 'Create event type' })).toBeInViewport({ ratio: 1 })
  await form.getByLabel('Name').fill('invoice.paid')
  const schema = form.getByRole('textbox', { name: 'JSON Schema' })
  await schema.fill('{\n  "type": "object",\n  "properties": { "id": { "type": "text" } }\n}')
  await form.getByRole('button', { name: 'Create event type' }).click()
  await expect(form.getByRole('alert').filter({ hasText: 'Line 3' })).toContainText('must be one of')
  await schema.fill('{\n  "type": "object",\n  oops\n}')
  await expect(form.getByRole('alert')).toContainText('Line 3: Not JSON')
  await expectAccessible(portal)
  await schema.fill('{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}')
  await form.getByRole('button', { name: 'Create event type' }).click()
  await expect(portal).toHaveURL(/event-types\/invoice\.paid%401/)
  expect(await api('GET', '/webhooks/event-types/invoice.paid@1')).toMatchObject({
    schema: { required: ['id'] },
    example: { id: '42' },
  })

  await portal.getByRole('button', { name: 'New version' }).click()
  const version = portal.getByRole('dialog', { name: 'New version' })
  await expect(version.getByLabel('Version')).toHaveValue('2')
  await expect(version.getByRole('note')).toContainText('published as invoice.paid without a version is of version 2')
  await expect(version.getByRole('note')).toContainText('those to invoice.paid@1 alone')
  await version.getByRole('textbox', { name: 'Example' }).fill('{"id": 42}')
  await version.getByRole('button', { name: 'Create version' }).click()
  await expect(version.getByRole('alert')).toContainText('Line 1: The example does not fit the schema')
  await version.getByRole('textbox', { name: 'Example' }).fill('{"id": "43"}')
  await version.getByRole('button', { name: 'Create version' }).click()
  await expect(portal).toHaveURL(/event-types\/invoice\.paid%402/)

  await portal.getByRole('button', { name: 'Edit' }).click()
  await portal.getByLabel('Description').fill('Somebody paid.')
  await portal.getByRole('button', { name: 'Save' }).click()
  await expect(portal.getByRole('main').getByText('Somebody paid.')).toBeVisible()

  const viewer = await viewerPage(browser, product)
  await viewer.goto('/event-types/invoice.paid@2')
  await expect(viewer.getByText('Somebody paid.')).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Edit' })).toHaveCount(0)
  await viewer.context().close()

  await portal.getByRole('button', { name: 'Delete' }).click()
  await portal.getByRole('button', { name: 'Delete version' }).click()
  await expect(portal).toHaveURL(/event-types$/)
  await api('DELETE', '/webhooks/event-types/invoice.paid@1')
})

test('what does not fit a type is named on the page of the event, and what no type is called on that of a subscription', async ({
  portal,
  api,
}) => {
  const body = { tenant: 'demo', url: 'http://localhost:9999/typo', events: ['memroy.created'] }
  const subscription = (await api('POST', '/webhooks/subscriptions', body)) as { id: string }
  const empty = { tenant: 'demo', type: 'memory.created', data: {} }
  const event = (await api('POST', '/webhooks/events', empty)) as { id: string }
  await portal.goto(`/events/${event.id}`)
  await expect(
    portal.getByRole('listitem').filter({ hasText: "data must have required property 'memory_id'" }),
  ).toBeVisible()
  await portal.goto(`/subscriptions/${subscription.id}`)
  await expect(portal.getByText('memroy.created is not in the catalogue')).toBeVisible()
  await api('DELETE', `/webhooks/subscriptions/${subscription.id}`)
})
