import { status } from '../test/receiver.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

const patient = { timeout: 20_000 }

test.describe.configure({ timeout: 150_000 })

test('dead letters are grouped by the shape of what was said, and discarded by group, by filter and by selection', async ({
  portal,
  receiver,
  api,
}) => {
  const numbers: Record<string, number> = {}
  receiver.answer = ({ headers }, response) => {
    const type = headers['x-pt-event-type'] as string
    numbers[type] = (numbers[type] ?? 0) + 1
    // The same words with other numbers are one reason.
    const words = type === 'tag.added' ? `order ${numbers[type]}000 not found` : `no payment ${numbers[type]}000`
    response.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify({ error: words }))
  }
  const events = ['tag.added', 'memory.created', 'memory.updated']
  const { id } = await subscribe(api, receiver.url, { events, retry: { schedule: [] } })
  for (const [type, times] of [
    ['tag.added', 3],
    ['memory.created', 2],
    ['memory.updated', 3],
  ] as const) {
    for (let n = 0; n < times; n++) await publish(api, type)
  }
  await expect.poll(() => receiver.requests.length, patient).toBe(8)

  await portal.goto(`/dead-letters?subscription=${id}&view=groups`)
  const groups = portal.getByRole('table', { name: 'Groups of dead letters' })
  const orders = groups.getByRole('row').filter({ hasText: 'not found' })
  const payments = groups.getByRole('row').filter({ hasText: 'no payment' })
  await expect(orders.getByRole('cell', { name: '3', exact: true })).toBeVisible(patient)
  await expect(payments.getByRole('cell', { name: '5', exact: true })).toBeVisible(patient)
  await expectAccessible(portal)
  await portal.getByRole('button', { name: 'Redeliver all matching' }).click()
  await expect(portal.getByRole('dialog', { name: 'Redeliver dead letters?' })).toContainText('8 dead letters.')
  await portal.keyboard.press('Escape')
  await orders.getByRole('button', { name: 'Discard' }).click()
  const question = portal.getByRole('dialog', { name: /^Discard .*dead letters?\?$/ })
  await expect(question.getByText('3 dead letters.')).toBeVisible(patient)
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(portal.getByText('3 dead letters discarded.')).toBeVisible(patient)
  await expect(orders).toHaveCount(0)
  await expect(payments).toHaveCount(1)

  await portal.goto(`/dead-letters?subscription=${id}&view=list&type=memory.created`)
  const letters = portal.getByRole('table', { name: 'Dead letters' }).getByRole('link', { name: /^memory/ })
  await expect(letters).toHaveCount(2, patient)
  await portal.getByRole('button', { name: 'Discard all matching' }).click()
  await expect(question.getByText('2 dead letters.')).toBeVisible(patient)
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(portal.getByText('2 dead letters discarded.')).toBeVisible(patient)
  await expect(portal.getByText('No dead letter matches')).toBeVisible(patient)

  await portal.goto(`/dead-letters?subscription=${id}&view=list`)
  await expect(letters).toHaveCount(3, patient)
  await portal
    .getByRole('checkbox', { name: /^Select memory.updated/ })
    .first()
    .click()
  await portal.getByRole('button', { name: 'Discard 1' }).click()
  await expect(question.getByText('Discard 1 dead letter?')).toBeVisible(patient)
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(portal.getByText('1 dead letter discarded.')).toBeVisible(patient)
  await expect(letters).toHaveCount(2, patient)

  receiver.answer = (_, response) => {
    response.end()
  }
  await portal.getByRole('button', { name: 'Redeliver all matching' }).click()
  await portal.getByRole('dialog').getByRole('button', { name: 'Redeliver' }).click()
  await expect(portal.getByText('2 dead letters queued for redelivery.')).toBeVisible(patient)
  await expect.poll(() => receiver.requests.length, patient).toBe(10)
  const { data } = (await api('GET', `/webhooks/deliveries?subscription=${id}&limit=100`)) as {
    data: { status: string }[]
  }
  const cancelled = data.filter(({ status }) => status === 'cancelled')
  expect(cancelled).toHaveLength(6)
})

test('the switch of what is redelivered automatically is where the dead letters of an outage are', async ({
  portal,
  receiver,
  api,
}) => {
  receiver.answer = (_, response) => {
    response.writeHead(503).end('away')
  }
  const { id } = await subscribe(api, receiver.url, {
    events: ['event.detected'],
    retry: { schedule: [] },
    auto_redeliver: false,
  })
  // One failure may be the fault of what was sent; two are an absence.
  for (let n = 0; n < 2; n++) await publish(api, 'event.detected')
  await expect.poll(() => receiver.requests.length, patient).toBe(2)
  await portal.goto(`/dead-letters?subscription=${id}&view=groups`)
  await expect(portal.getByText('The receiver was away', { exact: true })).toBeVisible(patient)
  const automatic = portal.getByRole('switch', { name: 'Redeliver automatically' })
  await expect(automatic).not.toBeChecked()
  receiver.answer = (_, response) => {
    response.end()
  }
  await automatic.click({ force: true })
  await expect(portal.getByText('On: dead letters of an outage are redelivered automatically.')).toBeVisible(patient)
  await expect(automatic).toBeChecked()
  expect(await api('GET', `/webhooks/subscriptions/${id}`)).toMatchObject({ auto_redeliver: true })
  // The next success is the sign that the receiver is back.
  await publish(api, 'event.detected')
  await expect.poll(() => receiver.requests.length, patient).toBe(5)
  await expect(portal.getByText('No dead letters', { exact: true })).toBeVisible(patient)
})

test('what nobody is there for any more is not offered to be sent, and can be discarded', async ({
  portal,
  receiver,
  api,
}) => {
  receiver.answer = status(422)
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'], retry: { schedule: [] } })
  await publish(api, 'tag.added')
  await expect
    .poll(
      async () => ((await api('GET', `/webhooks/dead-letters?subscription=${id}`)) as { data: unknown[] }).data.length,
      patient,
    )
    .toBe(1)
  await api('DELETE', `/webhooks/subscriptions/${id}`)
  for (const view of ['groups', 'list']) {
    await portal.goto(`/dead-letters?subscription=${id}&view=${view}`)
    await expect(portal.getByRole('row').filter({ hasText: '(deleted)' })).toHaveCount(1, patient)
    await portal.getByRole('button', { name: 'Redeliver all matching' }).click()
    const question = portal.getByRole('dialog', { name: 'Redeliver dead letters?' })
    await expect(question).toContainText('None can be sent')
    await expect(question.getByRole('button', { name: 'Redeliver' })).toBeDisabled()
    await question.getByRole('button', { name: 'Back' }).click()
  }
  await portal.getByRole('checkbox', { name: /^Select tag.added/ }).click()
  await portal.getByRole('button', { name: 'Redeliver 1' }).click()
  const one = portal.getByRole('dialog', { name: 'Redeliver 1 dead letter?' })
  await expect(one).toContainText('None can be sent. The subscription was deleted')
  await expect(one.getByRole('button', { name: 'Redeliver' })).toBeDisabled()
  await one.getByRole('button', { name: 'Back' }).click()
  await portal.getByRole('button', { name: 'Discard 1' }).click()
  await portal.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect(portal.getByText('1 dead letter discarded.')).toBeVisible(patient)
})
