import { expect, expectAccessible, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

test('deliveries appear by themselves, and wait behind a count while somebody reads', async ({
  portal,
  receiver,
  api,
}) => {
  const { id } = await subscribe(api, receiver.url, { events: ['memory.updated'] })
  await publish(api, 'memory.updated')
  await portal.goto(`/deliveries?subscription=${id}`)
  const rows = portal.getByRole('row').filter({ hasText: 'memory.updated' })
  await expect(rows).toHaveCount(1)

  await publish(api, 'memory.updated')
  await expect(rows).toHaveCount(2)

  await rows.first().hover()
  const before = await rows.first().boundingBox()
  await publish(api, 'memory.updated')
  await publish(api, 'memory.updated')
  const pill = portal.getByRole('button', { name: '2 new' })
  await expect(pill).toBeVisible()
  await expect(rows).toHaveCount(2)
  expect(await rows.first().boundingBox()).toEqual(before)

  await pill.click()
  await expect(rows).toHaveCount(4)
})

test('a row opens beside the list, arrows of the keyboard go on, and the address can be sent to somebody', async ({
  portal,
  receiver,
  api,
}) => {
  const { id } = await subscribe(api, receiver.url, { events: ['event.detected'] })
  await publish(api, 'event.detected')
  await publish(api, 'event.detected')
  await portal.goto(`/deliveries?subscription=${id}`)
  await expect(portal.getByRole('row').filter({ hasText: 'event.detected' })).toHaveCount(2)
  await portal.keyboard.press('j')
  const drawer = portal.getByRole('dialog')
  await expect(drawer.getByText('event.detected').first()).toBeVisible()
  const first = portal.url()
  expect(first).toContain('open=dlv_')
  await portal.keyboard.press('j')
  await expect(portal).not.toHaveURL(first)
  await portal.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await portal.goto(first)
  await expect(portal.getByRole('dialog').getByText('event.detected').first()).toBeVisible()
  await portal.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)

  const rows = portal.getByRole('row').filter({ hasText: 'event.detected' })
  const toRow = (n: number) => rows.nth(n).getByRole('link').first()
  await rows.nth(0).getByRole('checkbox').focus()
  await portal.keyboard.press('j')
  await expect(drawer).toBeVisible()
  const beside = portal.url()
  await rows.nth(1).click({ position: { x: 120, y: 20 } })
  await expect(portal).not.toHaveURL(beside)
  await expect(portal).toHaveURL(/open=dlv_/)
  await expect(drawer).toBeVisible()
  await expect(drawer.getByText('Attempt 1').first()).toBeVisible()
  await expectAccessible(portal)
  await portal.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(toRow(1)).toBeFocused()

  await portal.keyboard.press('/')
  const search = portal.getByRole('textbox', { name: /path:value/ })
  await expect(search).toBeFocused()
  // Where one types, letters are letters.
  await search.blur()
  await portal.keyboard.press('j')
  await portal.keyboard.press('j')
  const open = drawer.getByRole('link', { name: 'Open as a page' })
  await expect(open).toBeFocused()
  const page = await open.getAttribute('href')
  await portal.keyboard.press('Enter')
  await expect(portal).toHaveURL(new RegExp(`${page}$`))
})

test('on a phone the filters wait behind a button that says how many are set', async ({ portal }) => {
  await portal.setViewportSize({ width: 390, height: 800 })
  await portal.goto('/deliveries')
  const status = portal.getByRole('combobox', { name: 'Status' }).or(portal.getByRole('textbox', { name: 'Status' }))
  await expect(status).toBeHidden()
  await portal.getByRole('button', { name: 'Filters', exact: true }).click()
  await status.click()
  await portal.getByRole('option', { name: /^Waiting/ }).click()
  await expect(portal).toHaveURL(/status=waiting/)
  await expect(portal.getByRole('button', { name: 'Filters, 1 set' })).toHaveAttribute('aria-expanded', 'true')
  await expect(portal.getByText('Clear', { exact: true })).toBeVisible()
  await portal.setViewportSize({ width: 1440, height: 800 })
  await expect(portal.getByRole('button', { name: /^Filters/ })).toBeHidden()
  await expect(status).toBeVisible()
})
