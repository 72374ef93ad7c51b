import { status } from '../test/receiver.ts'
import { expect, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

test('a receiver breaks: attempts, the reason, the dead letter; it is repaired and the delivery sent again', async ({
  portal,
  receiver,
  api,
}) => {
  receiver.answer = (_, response) => {
    response.writeHead(500, { 'content-type': 'text/html' })
    response.end('<h1>Oops</h1><script>document.title = "owned"</script>\u001b[31m')
  }
  // Left to itself it would be sent again as a probe of its receiver: here a person repairs it.
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'], auto_redeliver: false })
  await publish(api, 'tag.added')

  await portal.goto(`/deliveries?subscription=${id}`)
  await expect(
    portal.getByRole('row').filter({ hasText: 'tag.added' }).getByRole('cell', { name: 'Failed', exact: true }),
  ).toBeVisible()
  await portal.getByRole('link', { name: 'tag.added' }).click()
  await expect(portal.getByRole('list', { name: 'Attempts' }).getByRole('button')).toHaveCount(3)
  await expect(portal.getByText('The receiver failed (500).')).toBeVisible()
  await expect(portal.getByRole('region', { name: 'Response body' })).toContainText(
    '<script>document.title = "owned"</script>\u241b[31m',
  )
  await expect(portal).not.toHaveTitle(/owned/)

  await portal.goto(`/dead-letters?subscription=${id}`)
  await expect(portal.getByRole('link', { name: 'tag.added' })).toBeVisible()

  receiver.answer = status(204)
  await portal.getByRole('row').filter({ hasText: 'tag.added' }).getByRole('cell').last().click()
  await portal.getByRole('link', { name: 'Open as a page' }).click()
  // The drawer has a button of that name, too, until the page of the delivery is there.
  await expect(portal.getByRole('heading', { level: 1, name: 'tag.added' })).toBeVisible()
  await portal.getByRole('button', { name: 'Redeliver' }).click()
  await expect(portal.getByText('Queued for redelivery.')).toBeVisible()
  await expect(portal.getByRole('main').getByText('Succeeded', { exact: true }).first()).toBeVisible()
  await expect(portal.getByText('Redelivery 1, attempt 1')).toBeVisible()

  await portal.goto(`/dead-letters?subscription=${id}`)
  await expect(portal.getByText('No dead letter matches')).toBeVisible()
})

test('pausing holds deliveries and says so, resuming sends them', async ({ portal, receiver, api }) => {
  const { id } = await subscribe(api, receiver.url, { events: ['import.completed'] })
  await portal.goto(`/subscriptions/${id}`)
  await portal.getByRole('button', { name: 'Pause' }).click()
  await expect(portal.getByText('Paused: deliveries wait')).toBeVisible()
  await publish(api, 'import.completed')
  await portal.getByRole('link', { name: 'import.completed' }).click()
  await expect(portal.getByText('Paused: deliveries wait')).toBeVisible()
  expect(receiver.requests).toHaveLength(0)
  await portal.goto(`/deliveries?subscription=${id}`)
  await expect(portal.getByRole('row').filter({ hasText: 'import.completed' })).toContainText('0 of 3 · paused')

  await portal.goto(`/subscriptions/${id}`)
  await portal.getByRole('button', { name: 'Resume' }).click()
  await expect(
    portal
      .getByRole('row')
      .filter({ hasText: 'import.completed' })
      .getByRole('cell', { name: 'Succeeded', exact: true }),
  ).toBeVisible()
  expect(receiver.requests).toHaveLength(1)
})

test('a test that failed is not said to be tried again, a delivery that is still open is', async ({
  portal,
  receiver,
  api,
}) => {
  receiver.answer = status(500)
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'], retry: { schedule: [600] } })
  await portal.goto(`/subscriptions/${id}`)
  await portal.getByRole('button', { name: 'Send test event' }).click()
  await portal.getByRole('menuitem', { name: 'tag.added' }).click()
  await expect(portal.getByText('A test is sent only once. A redelivery sends it again.')).toBeVisible()

  await publish(api, 'tag.added')
  await portal.goto(`/deliveries?subscription=${id}&status=retrying`)
  await portal.getByRole('link', { name: 'tag.added' }).click()
  await expect(portal.getByText('It is tried again by itself.')).toBeVisible()
})

test('on a phone the tab that is shown is in sight, whichever it is', async ({ portal, receiver, api }) => {
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  await portal.setViewportSize({ width: 390, height: 800 })
  for (const tab of ['Signing', 'Settings', 'History']) {
    await portal.goto(`/subscriptions/${id}?tab=${tab.toLowerCase()}`)
    await expect(portal.getByRole('tab', { name: tab })).toBeInViewport({ ratio: 1 })
  }
})

test('a request without an answer yet is said to be under way, in the list and on its page', async ({
  portal,
  receiver,
  api,
}) => {
  let answer = () => {}
  receiver.answer = (_request, response) => {
    answer = () => response.end()
  }
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  await publish(api, 'tag.added')
  await portal.goto(`/deliveries?subscription=${id}`)
  const row = portal.getByRole('row', { name: 'Select tag.added' })
  await expect(row).toContainText('0 of 3 · sending', { timeout: 15_000 })
  await row.getByRole('cell').last().click()
  const drawer = portal.getByRole('dialog')
  await expect(drawer.getByText('The first request is under way')).toBeVisible()
  answer()
  await expect(drawer.getByText('Attempt 1').first()).toBeVisible({ timeout: 15_000 })
  await expect(row).not.toContainText('sending')
})
