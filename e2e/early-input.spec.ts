import { expect, test } from './fixtures.ts'
import { holdScripts } from './hold-scripts.ts'
import { subscribe } from './subscription.ts'

test.describe('before the scripts of a page have come', () => {
  test('clicks are kept, once each, in their order', async ({ portal, api, receiver }) => {
    const { id } = await subscribe(api, receiver.url)
    const release = await holdScripts(portal)
    await portal.goto(`/subscriptions/${id}`, { waitUntil: 'commit' })
    await portal.getByRole('button', { name: 'Check receiver' }).click()
    release()
    await expect(portal.getByRole('dialog', { name: 'Check of the receiver' })).toBeVisible()

    const releaseAgain = await holdScripts(portal)
    await portal.goto(`/subscriptions/${id}?tab=settings`, { waitUntil: 'commit' })
    const fields = portal.getByRole('group', { name: 'Metadata' })
    const add = fields.getByRole('button', { name: 'Add an entry' })
    await add.click()
    await add.click()
    releaseAgain()
    await expect(fields.getByLabel('Name 1')).toBeVisible()
    await expect(fields.getByLabel('Name 2')).toBeHidden()
  })

  test('what is typed is heard', async ({ portal }) => {
    const release = await holdScripts(portal)
    await portal.goto('/subscriptions/new', { waitUntil: 'commit' })
    await portal.getByRole('textbox', { name: 'URL' }).pressSequentially('https://10.1.2.3/hooks')
    release()
    await expect(portal.getByText(/10\.1\.2\.3 is a private address/)).toBeVisible()
    await expect(portal.getByRole('textbox', { name: 'URL' })).toHaveValue('https://10.1.2.3/hooks')
  })

  test('shortcuts are kept, in their order', async ({ portal }) => {
    const release = await holdScripts(portal)
    await portal.goto('/deliveries', { waitUntil: 'commit' })
    await expect(portal.getByRole('heading', { name: 'Deliveries', level: 1 })).toBeVisible()
    await portal.keyboard.press('g')
    await portal.keyboard.press('s')
    release()
    await expect(portal).toHaveURL(/\/subscriptions$/)

    const releaseAgain = await holdScripts(portal)
    await portal.goto('/deliveries', { waitUntil: 'commit' })
    await expect(portal.getByRole('heading', { name: 'Deliveries', level: 1 })).toBeVisible()
    await portal.keyboard.press('Control+k')
    releaseAgain()
    await expect(portal.getByRole('dialog').getByRole('textbox')).toBeFocused()
  })

  test('a link leads where it says, and a search is a search', async ({ portal, api, receiver }) => {
    const { id } = await subscribe(api, `${receiver.url}/searched-early`)
    await holdScripts(portal)
    await portal.goto('/subscriptions?status=active', { waitUntil: 'commit' })
    const field = portal.getByLabel('a part of the URL')
    await field.fill('SEARCHED-early')
    await field.press('Enter')
    await expect(portal).toHaveURL(/\/subscriptions\?status=active&search=SEARCHED-early/)
    await expect(portal.getByRole('row')).toHaveCount(2)
    await portal.getByRole('row').getByRole('link').first().click()
    await expect(portal).toHaveURL(new RegExp(`/subscriptions/${id}`))
  })
})
