import { status } from '../test/receiver.ts'
import { expect, test } from './fixtures.ts'
import { viewerPage } from './sign-in-as.ts'
import { publish, subscribe } from './subscription.ts'

test('a subscription that its receiver ended is an alert with what to do, counted beside the link', async ({
  portal,
  receiver,
  api,
  browser,
  product,
}) => {
  receiver.answer = status(410)
  const { id } = await subscribe(api, receiver.url, { events: ['memory.created'] })
  await publish(api, 'memory.created')
  const open = async () => {
    const { data } = (await api('GET', '/webhooks/alerts?open=true')) as { data: { subscription: string }[] }
    return data.some(({ subscription }) => subscription === id)
  }
  await expect.poll(open).toBe(true)
  await portal.goto('/alerts')
  const row = portal.getByRole('row').filter({ hasText: 'Subscription is disabled' }).first()
  await expect(row.getByText(/resume the subscription, then replay what it missed/)).toBeVisible()
  await expect(row.getByText(/Last answer: 410/)).toBeVisible()
  await expect(row.getByRole('link', { name: '410', exact: true })).toHaveAttribute('href', /^\/deliveries\/dlv_/)
  await expect(portal.getByRole('link', { name: /^Alerts \d+ open$/ })).toBeVisible()
  await expect(portal.getByRole('columnheader')).toHaveText(['What, and what to do', 'Subscription', 'Since'])
  const size = portal.viewportSize()
  await portal.setViewportSize({ width: 390, height: 844 })
  await expect(portal.getByRole('columnheader').filter({ visible: true })).toHaveText(['What, and what to do'])
  await expect(row).toHaveText(/^Subscription is disabled.+opened.+The receiver answered 410/)
  await expect(row.getByText('Open', { exact: true })).toHaveCount(0)
  if (size) await portal.setViewportSize(size)
  await portal.getByRole('radiogroup', { name: 'State' }).getByText('Resolved').click()
  await expect(portal).toHaveURL(/show=resolved/)
  await expect(
    portal.getByRole('columnheader', { name: 'Resolved' }).or(portal.getByText('No alerts so far')),
  ).toBeVisible()
  await expect(row).toHaveCount(0)
  await portal.goBack()
  await row.getByRole('link', { name: 'What did not arrive' }).click()
  await expect(portal).toHaveURL(/\/deliveries\?.*status=undelivered/)
  await expect(portal.getByRole('row').filter({ hasText: receiver.url }).first()).toContainText('Held')
  await portal.goBack()
  await row.getByRole('link', { name: receiver.url }).filter({ visible: true }).click()
  await expect(portal).toHaveURL(new RegExp(`/subscriptions/${id}`))

  const viewer = await viewerPage(browser, product)
  await viewer.goto('/alerts')
  await expect(viewer.getByRole('link', { name: receiver.url }).filter({ visible: true })).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Resume' })).toHaveCount(0)
  await viewer.context().close()

  const { id: missed } = await publish(api, 'memory.created')
  await publish(api, 'memory.created')
  await portal.goto('/alerts')
  const own = portal.getByRole('row').filter({ has: portal.getByRole('link', { name: receiver.url }) })
  receiver.answer = status(200)
  await own.getByRole('button', { name: 'Resume' }).click()
  // Events passed it by, unlike one that is paused: what to do about them is said.
  await expect(portal.getByText('What was published while it was disabled was not kept for it')).toBeVisible()
  await portal.getByRole('link', { name: 'To the replay' }).click()
  await expect(portal.getByRole('button', { name: 'Replay', exact: true })).toBeVisible()
  await expect(
    portal
      .getByRole('table', { name: 'Times in which it was disabled' })
      .getByRole('button', { name: 'Send what it missed' }),
  ).toBeVisible()
  expect(await api('GET', `/webhooks/subscriptions/${id}`)).toMatchObject({ status: 'active' })
  // One of the two events that it missed is sent to it, and not the other.
  await portal.goto(`/events/${missed}`)
  await portal
    .getByRole('row')
    .filter({ hasText: receiver.url })
    .getByRole('button', { name: 'Send what it missed' })
    .click()
  const dialog = portal.getByRole('dialog', { name: 'New replay' })
  await expect(dialog.getByText(receiver.url).first()).toBeVisible()
  await expect(dialog.getByRole('combobox', { name: 'Events of' })).toHaveValue('This event alone')
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await dialog.getByRole('button', { name: 'Send 1', exact: true }).click()
  await expect.poll(() => receiver.requests.map(({ headers }) => headers['x-pt-event-id'])).toContain(missed)

  // Once all of it was sent it is not offered any more.
  await portal.goto(`/subscriptions/${id}?tab=recovery`)
  await portal
    .getByRole('table', { name: 'Times in which it was disabled' })
    .getByRole('button', { name: 'Send what it missed' })
    .click()
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await dialog.getByRole('button', { name: 'Send 1', exact: true }).click()
  await portal.goto(`/subscriptions/${id}?tab=recovery`)
  await portal.getByRole('link', { name: 'Replayed' }).click()
  await expect(portal).toHaveURL(/\/replays\/rpl_/)
  await api('DELETE', `/webhooks/subscriptions/${id}`)
})
