// npm run pictures: starts the product in a temporary folder, publishes to receivers that behave in different ways, and takes
// the pictures of the README from its portal.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { ensureBrowser } from '../../test/ensure-browser.mjs'
import { startProduct } from '../../test/product.ts'
import { realisticEvents } from '../../test/proof/realistic-events.ts'
import { startReceiver } from '../../test/receiver.ts'

/** How each receiver answers: its share of failures, its status then, and how long it takes in milliseconds. */
const receivers = [
  { app: 'Search index', path: '/search/hooks', events: ['*'], fails: 0, status: 200, takesMs: 12 },
  { app: 'CRM sync', path: '/crm/webhooks', events: ['memory.*', 'tag.added'], fails: 0.35, status: 502, takesMs: 85 },
  { app: 'Calendar', path: '/calendar/inbound', events: ['event.detected'], fails: 0.5, status: 429, takesMs: 30 },
  { app: 'Data warehouse', path: '/ingest', events: ['*'], fails: 0.03, status: 500, takesMs: 140 },
  { app: 'Old importer', path: '/import/v1', events: ['import.completed'], fails: 1, status: 404, takesMs: 20 },
]
const rounds = 25

const receiver = await startReceiver()
receiver.answer = (request, response) => {
  const { fails, status, takesMs } = receivers.find(({ path }) => path === request.path)
  const failed = Math.random() < fails
  setTimeout(
    () => {
      response.writeHead(failed ? status : 200, { 'content-type': 'application/json' })
      response.end(failed ? '{"error":"try again later"}' : '{"ok":true}')
    },
    takesMs * (0.6 + Math.random()),
  )
}
const product = await startProduct({ environment: { DEFAULT_RETRY_SCHEDULE: '2,4,3600' } })
try {
  await fillWithLife()
  await takePictures()
} finally {
  await product.stop()
  await receiver[Symbol.asyncDispose]()
}

async function call(method, path, body) {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${product.operatorKey}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function fillWithLife() {
  const tenant = 'northwind'
  await call('PUT', `/tenants/${tenant}`, { name: 'Northwind Notes' })
  for (const { app, path, events } of receivers) {
    const { id } = await call('POST', '/apps', { tenant, name: app })
    const url = receiver.url.replace('/hook', path)
    // The importer is given up on quickly, so that there is a dead letter to see.
    const retry = app === 'Old importer' ? { schedule: [1] } : undefined
    await call('POST', '/webhooks/subscriptions', { app: id, url, events, description: app, retry })
  }
  for (let round = 0; round < rounds; round++) {
    for (const { type, data } of realisticEvents) await call('POST', '/webhooks/events', { tenant, type, data })
    await pause(400)
  }
}

async function takePictures() {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage({ viewport: { width: 1360, height: 820 }, colorScheme: 'light' })
  await page.goto(product.signInLink)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${product.url}/`)
  const { data } = await call('GET', '/webhooks/deliveries?status=retrying&code=502&limit=1')
  for (const [name, path] of [
    ['deliveries', '/deliveries'],
    ['delivery', `/deliveries/${data[0].id}`],
  ]) {
    // Live updates keep the network busy: what shows that the page is there is its heading and that no skeleton is left.
    await page.goto(product.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.mantine-Skeleton-root').length === 0)
    await pause(1_500)
    await page.screenshot({ path: join(import.meta.dirname, `${name}.png`) })
  }
  await browser.close()
}
