import { expect, expectAccessible, test } from './fixtures.ts'
import { openDialog } from './open-dialog.ts'
import { publish, subscribe } from './subscription.ts'

/** More than a page brings along. */
const count = 120

test('a tenant among more than a list holds is found by typing, chosen, and named', async ({
  portal,
  api,
  receiver,
}) => {
  const made: string[] = []
  try {
    for (let n = 0; n < count; n++) {
      const { id } = (await api('POST', '/tenants', { name: `Tenant ${n}`, uid: `many-${n}` })) as { id: string }
      made.push(id)
    }
    const last = ((await api('POST', '/tenants', { name: 'Zenith' })) as { id: string }).id
    made.push(last)
    await portal.goto('/apps')
    const switcher = portal.getByRole('button', { name: /^Tenant:/ })
    await expect(async () => {
      await switcher.click()
      await expect(portal.getByText('There are more: type to find one.')).toBeVisible({ timeout: 3_000 })
    }).toPass()
    const options = portal.getByRole('listbox', { name: 'Tenants' })
    await expect(options.getByRole('option', { name: 'Zenith' })).toHaveCount(0)
    await expectAccessible(portal)
    await portal.getByRole('combobox', { name: 'Find a tenant' }).fill('zenith')
    await options.getByRole('option', { name: 'Zenith' }).click()
    await expect(switcher).toHaveText(/Zenith/)
    await portal.reload()
    await expect(switcher).toHaveText(/Zenith/)

    await portal.goto('/subscriptions/new')
    const field = portal.getByRole('combobox', { name: 'Tenant' })
    await expect(field).toHaveValue('Zenith')
    await field.fill('many-119')
    await portal.getByRole('option', { name: 'Tenant 119' }).click()
    await expect(field).toHaveValue('Tenant 119')
    await field.fill('nobody at all')
    await expect(portal.getByText('No tenant matches')).toBeVisible()

    await portal.goto('/keys')
    const bound = portal.getByRole('combobox', { name: 'Bound to' })
    await expect(async () => {
      await portal.getByRole('button', { name: 'New key' }).first().click()
      await expect(bound).toBeVisible({ timeout: 3_000 })
    }).toPass()
    await expect(bound).toHaveValue('Zenith')
    await bound.click()
    await portal.getByRole('option', { name: 'All tenants' }).click()
    await expect(bound).toHaveValue('All tenants')

    // What reaches it from outside is said: keys and people of the whole installation.
    await portal.goto('/members')
    await expect(portal.getByText('Members of the whole installation have their role here too.')).toBeVisible()
    await portal.goto('/keys')
    await expect(portal.getByText('Keys bound to all tenants reach this one too.')).toBeVisible()
    await expect(async () => {
      await portal.getByRole('button', { name: 'Show all tenants' }).click({ timeout: 3_000 })
      await expect(switcher).toHaveText(/All tenants/, { timeout: 3_000 })
    }).toPass()
    await expect(portal.getByRole('table', { name: 'API keys' })).toContainText('All tenants')
    await expect(portal.getByRole('button', { name: 'Show all tenants' })).toHaveCount(0)

    await subscribe(api, receiver.url, { events: ['memory.created'] })
    await publish(api, 'memory.created')
    await portal.goto('/deliveries')
    for (const width of [1360, 1440, 1600]) {
      await portal.setViewportSize({ width, height: 820 })
      const link = portal.getByRole('link', { name: 'memory.created' }).first()
      await expect.poll(() => link.evaluate((it) => it.clientWidth - it.scrollWidth), `${width} wide`).toBe(0)
    }

    // What belongs to one tenant asks for it in place.
    const replay = await openDialog(portal, '/replays', 'New replay')
    await expect(replay.getByRole('button', { name: 'Preview' })).toBeDisabled()
    await replay.getByRole('combobox', { name: 'Tenant' }).fill('zenith')
    await portal.getByRole('option', { name: 'Zenith' }).click()
    await replay.getByRole('button', { name: 'Preview' }).click()
    await expect(replay.getByText('There is nothing to send.')).toBeVisible()

    const inbox = await openDialog(portal, '/inboxes', 'New inbox')
    await expect(inbox.getByRole('button', { name: 'Create inbox' })).toBeDisabled()
    await inbox.getByRole('combobox', { name: 'Tenant' }).fill('zenith')
    await portal.getByRole('option', { name: 'Zenith' }).click()
    await inbox.getByRole('button', { name: 'Create inbox' }).click()
    await expect(portal).toHaveURL(/\/inboxes\/inb/)
  } finally {
    for (const id of made) await api('DELETE', `/tenants/${id}`)
  }
})

test('whoever chooses another tenant is led away from a page about one thing', async ({ portal, api, receiver }) => {
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'] })
  const { id: other } = (await api('POST', '/tenants', { name: 'Elsewhere' })) as { id: string }
  try {
    await portal.goto(`/subscriptions/${id}?tab=history`)
    const switcher = portal.getByRole('button', { name: /^Tenant:/ })
    await expect(async () => {
      await switcher.click()
      await expect(portal.getByRole('option', { name: 'Elsewhere' })).toBeVisible({ timeout: 3_000 })
    }).toPass()
    await portal.getByRole('option', { name: 'Elsewhere' }).click()
    await expect(portal).toHaveURL(/\/subscriptions(\?|$)/)
    await expect(portal.getByText('No subscriptions yet')).toBeVisible()
    // A link may lead back to it: whose it is is said then.
    await portal.goto(`/subscriptions/${id}`)
    await expect(portal.getByText('while Elsewhere is chosen for the lists')).toBeVisible()
  } finally {
    await api('DELETE', `/tenants/${other}`)
    await api('DELETE', `/webhooks/subscriptions/${id}`)
  }
})
