import { expect, test } from './fixtures.ts'
import { subscribe } from './subscription.ts'

test('subscriptions are found by a part of the URL, and nothing found offers the way back', async ({
  portal,
  api,
  receiver,
}) => {
  const wanted = await subscribe(api, `${receiver.url}/Billing/in`)
  const other = await subscribe(api, `${receiver.url}/shipping`, { description: 'Second floor' })
  const linkTo = (id: string) => portal.locator(`td a[href="/subscriptions/${id}"]`).first()
  await portal.goto('/subscriptions')
  await expect(linkTo(other.id)).toBeVisible()
  const field = portal.getByLabel('a part of the URL')
  await field.fill('billing/')
  await field.press('Enter')
  await expect(portal).toHaveURL(/search=billing/)
  await expect(linkTo(wanted.id)).toBeVisible()
  await expect(linkTo(other.id)).toBeHidden()

  await field.fill('second FLOOR')
  await field.press('Enter')
  await expect(linkTo(other.id)).toBeVisible()
  await expect(linkTo(wanted.id)).toBeHidden()

  await field.fill('nobody%')
  await field.press('Enter')
  await expect(portal.getByText('No subscription matches')).toBeVisible()
  await portal.getByRole('button', { name: 'Clear filters' }).click()
  await expect(linkTo(wanted.id)).toBeVisible()
  await expect(field).toHaveValue('')
  await expect(portal).not.toHaveURL(/search=/)
})

test('an event is found by its correlation id, and the palette finds it and subscriptions', async ({
  portal,
  api,
  receiver,
}) => {
  const { id, tenant } = await subscribe(api, `${receiver.url}/palette`, { description: 'Third floor' })
  const event = (await api('POST', '/webhooks/events', {
    tenant,
    type: 'tag.added',
    data: { n: 1 },
    correlation_id: 'corr-third-floor',
  })) as { id: string }
  await portal.goto('/events')
  const field = portal.getByLabel('exact value to search for')
  await field.fill('corr-third-floor')
  await field.press('Enter')
  await expect(portal).toHaveURL(/correlation_id=corr-third-floor/)
  await expect(portal.locator('td a[href^="/events/"]')).toHaveCount(1)
  await expect(portal.locator(`td a[href="/events/${event.id}"]`)).toBeVisible()

  // In the list of deliveries it finds those of the event.
  await portal.goto('/deliveries')
  const search = portal.getByLabel('correlation id')
  await search.fill('corr-third-floor')
  await search.press('Enter')
  await expect(portal).toHaveURL(/correlation_id=corr-third-floor/)
  await expect(
    portal.getByRole('row').filter({ hasText: `${receiver.url.slice('http://'.length)}/palette` }),
  ).toHaveCount(1)
  await portal.goto('/deliveries?correlation_id=nobody-knows-it')
  await portal.getByRole('link', { name: 'Events with this correlation id' }).click()
  await expect(portal).toHaveURL(/\/events\?correlation_id=nobody-knows-it/)

  await portal.goto('/')
  await portal.keyboard.press('Control+k')
  const palette = portal.getByRole('textbox', { name: 'Search and commands' })
  const top = async () => (await palette.boundingBox())?.y
  await expect(portal.getByRole('button', { name: 'Audit log' })).toBeVisible()
  const before = await top()
  await palette.fill('third fl')
  await expect(portal.getByRole('button', { name: 'Third floor' })).toBeVisible()
  expect(await top(), 'the field stays while what is found shrinks').toBe(before)
  await portal.getByRole('button', { name: 'Third floor' }).click()
  await expect(portal).toHaveURL(new RegExp(`/subscriptions/${id}`))
  await portal.keyboard.press('Control+k')
  await palette.fill('corr-third-floor')
  await portal.getByRole('button', { name: 'Events with this correlation id' }).click()
  await expect(portal.locator(`td a[href="/events/${event.id}"]`)).toBeVisible()

  // Found later than what is offered at once, and still the first.
  await portal.keyboard.press('Control+k')
  await palette.fill('palette')
  await expect(portal.getByRole('button', { name: 'Third floor' })).toBeVisible()
  await portal.keyboard.press('Enter')
  await expect(portal).toHaveURL(new RegExp(`/subscriptions/${id}`))
  await portal.keyboard.press('Control+k')
  for (const [word, entry] of [
    ['theme', /^Switch to/],
    ['invite', /^Members/],
    ['tag.added', /^Deliveries of tag.added/],
    ['tag.added', /^tag.added@1/],
  ] as const) {
    await palette.fill(word)
    await expect(portal.getByRole('button', { name: entry })).toBeVisible()
  }
  await expect(portal.getByRole('button', { name: 'Events with this correlation id' })).toHaveCount(0)
  await portal.getByRole('button', { name: /^tag.added@1/ }).click()
  await expect(portal.getByRole('heading', { level: 1, name: 'tag.added' })).toBeVisible()
  await portal.keyboard.press('Control+k')
  await palette.fill('sub_01m8…2njp2b')
  await expect(portal.getByText(/^This id is shortened/)).toBeVisible()
})

test('what is typed while the palette is still opening is searched for, and is no shortcut of the page', async ({
  portal,
}) => {
  await portal.goto('/deliveries')
  await expect(portal.getByRole('heading', { name: 'Deliveries', level: 1 })).toBeVisible()
  await portal.keyboard.press('Control+k')
  await portal.keyboard.type('gevent types')
  await expect(portal.getByRole('dialog').locator('input')).toHaveValue('gevent types')
  await expect(portal).toHaveURL(/\/deliveries/)
})
