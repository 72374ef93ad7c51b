import { expect, test } from './fixtures.ts'

test('the docs name this installation and lead to every call of the API', async ({ portal, product }) => {
  await portal.goto('/docs')
  await expect(portal.getByRole('region', { name: 'Publish an event' })).toContainText(
    `${product.url}/api/v1/webhooks/events`,
  )
  await expect(portal.getByRole('region', { name: 'Publish an event' })).not.toContainText(/customer-42|your-tenant/)
  await portal.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'What to answer' }).click()
  await expect(portal.getByRole('heading', { name: 'What to answer' })).toBeInViewport()
  await portal.getByRole('tab', { name: 'Python' }).click()
  await expect(portal.getByText('hmac.compare_digest')).toBeVisible()
  await portal.getByRole('link', { name: 'API reference' }).click()
  await portal.getByRole('link', { name: /^Members\s?\d/ }).click()
  await expect(portal.getByRole('heading', { name: 'Invite somebody to the portal' })).toBeVisible()
  await expect(portal.getByRole('region', { name: 'Body of inviteMember' })).toContainText('email')
  await expect(portal.getByText(`${product.url}/api/v1/members`).first()).toBeVisible()
})

test('on a phone no name is broken, and what scrolls ends at a whole line', async ({ portal }) => {
  await portal.setViewportSize({ width: 390, height: 800 })
  await portal.goto('/docs')
  const headers = portal.getByRole('region', { name: 'Headers of a delivery' })
  for (const name of ['X-PT-Correlation-Id', 'webhook-timestamp']) {
    const code = headers.getByText(name, { exact: true })
    const line = await code.evaluate((element) => Number.parseFloat(getComputedStyle(element).lineHeight))
    expect((await code.boundingBox())?.height).toBeLessThan(line * 1.5)
  }
  const sample = portal.getByRole('region', { name: 'Verification in Node' })
  const shown = await sample.evaluate((element) => ({
    isCut: element.scrollHeight > element.clientHeight,
    below: (element.clientHeight - Number.parseFloat(getComputedStyle(element.children[0] as Element).paddingTop)) % 20,
  }))
  expect(shown).toEqual({ isCut: true, below: 0 })
})
