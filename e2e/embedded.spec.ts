import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures.ts'
import { subscribe } from './subscription.ts'

type Api = (method: string, path: string, body?: unknown) => Promise<unknown>

interface Opened {
  id: string
  url: string
}

/** The customer's own page, at an origin of its own, with the portal in a frame. */
async function startHostPage(): Promise<{ origin: string; frame: (url: string) => string } & AsyncDisposable> {
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost').searchParams.get('url') ?? ''
    response.setHeader('Content-Type', 'text/html')
    const frame = url && `<iframe title="Webhooks" width="1100" height="700" src="${url}"></iframe>`
    response.end(`<!doctype html><html lang="en"><title>Host</title><header><h1>Our product</h1></header>${frame}`)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    frame: (url) => `${origin}/?url=${encodeURIComponent(url)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function openPortal(api: Api, more: object = {}): Promise<Opened> {
  const body = { tenant: 'demo', capabilities: ['subscriptions:read', 'deliveries:read'], ...more }
  return (await api('POST', '/portal-sessions', body)) as Opened
}

/** Goes on clicking: a question that the page asks by itself may be the first to learn of the end. */
async function untilEnded(portal: FrameLocator): Promise<void> {
  await expect(async () => {
    const link = portal.getByRole('link', { name: 'Deliveries', exact: true })
    await link.click({ timeout: 1_000 }).catch(() => undefined)
    await expect(portal.getByRole('heading', { name: 'Your session has ended' })).toBeVisible({ timeout: 3_000 })
  }).toPass()
}

const portalIn = (page: Page): FrameLocator => page.frameLocator('iframe[title="Webhooks"]')

test('the portal in a frame of another origin shows what its session may, and ends politely', async ({
  page,
  api,
  receiver,
}) => {
  await using host = await startHostPage()
  await api('PATCH', '/tenants/demo', { frame_ancestors: [host.origin] })
  const { id } = await subscribe(api, receiver.url)
  const opened = await openPortal(api, { return_url: `${host.origin}/back` })
  await page.goto(host.frame(opened.url))
  const portal = portalIn(page)
  await expect(portal.getByRole('heading', { name: 'Overview' })).toBeVisible()

  await expect(portal.getByRole('link', { name: 'Subscriptions' })).toBeVisible()
  for (const name of ['Tenants', 'API keys', 'Members', 'Settings', 'Audit log', 'Events', 'Inboxes']) {
    await expect(portal.getByRole('link', { name, exact: true })).toHaveCount(0)
  }
  await portal.getByRole('link', { name: 'Subscriptions' }).click()
  await expect(portal.getByRole('heading', { name: 'Subscriptions' })).toBeVisible()
  await expect(portal.getByRole('link', { name: 'New subscription' })).toHaveCount(0)

  await api('DELETE', `/portal-sessions/${opened.id}`)
  await untilEnded(portal)
  await expect(portal.getByText('Sign in')).toHaveCount(0)
  await expectAccessible(page, { frames: true })
  await portal.getByRole('link', { name: 'Go back' }).click()
  await expect(page).toHaveURL(`${host.origin}/back`)

  // A page that is loaded anew after the end finds its way, too.
  await page.goto(host.frame(new URL('/subscriptions', opened.url).href))
  await expect(portal.getByRole('heading', { name: 'Your session has ended' })).toBeVisible()
  await api('DELETE', `/webhooks/subscriptions/${id}`)
  await api('PATCH', '/tenants/demo', { frame_ancestors: [] })
})

test('a site that the tenant does not name gets no portal in its frame', async ({ page, api }) => {
  await using host = await startHostPage()
  const opened = await openPortal(api)
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
  await page.goto(host.frame(opened.url))
  await refused
  await expect(portalIn(page).getByRole('heading')).toHaveCount(0)
})

test('whoever is signed in here as well sees nothing of their own in the frame, also when it is over', async ({
  portal: page,
  api,
}) => {
  await using host = await startHostPage()
  await api('PATCH', '/tenants/demo', { frame_ancestors: [host.origin] })
  const opened = await openPortal(api)
  await page.goto(host.frame(opened.url))
  const portal = portalIn(page)
  await expect(portal.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await expect(portal.getByRole('link', { name: 'API keys' })).toHaveCount(0)
  await api('DELETE', `/portal-sessions/${opened.id}`)
  await untilEnded(portal)

  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in to Postrider instead' }).click()
  await expect(page.getByRole('link', { name: 'API keys' })).toBeVisible()
  await api('PATCH', '/tenants/demo', { frame_ancestors: [] })
})
