// npm run pictures: fills an installation in a temporary folder with the demo data, starts it, and takes the pictures of the
// README from its portal. PICTURES_DIR: another folder for them, with dark ones and narrow ones beside.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { ensureBrowser } from '../../test/ensure-browser.mjs'
import { startProduct } from '../../test/product.ts'

const folder = process.env.PICTURES_DIR ?? import.meta.dirname
const looks = process.env.PICTURES_DIR
  ? ['light', 'dark'].flatMap((scheme) =>
      [1440, 390].map((width) => ({ scheme, width, suffix: `-${scheme}-${width}` })),
    )
  : [{ scheme: 'light', width: 1360, suffix: '' }]

const dataDir = await mkdtemp(join(tmpdir(), 'postrider-pictures-'))
execFileSync(process.execPath, ['server/launch/demo.ts'], {
  env: { ...process.env, DATA_DIR: dataDir },
  stdio: 'inherit',
})
const product = await startProduct({ dataDir })
try {
  await takePictures()
} finally {
  await product.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function read(path) {
  const answer = await fetch(`${product.url}/api/v1/webhooks${path}`, {
    headers: { authorization: `Bearer ${product.operatorKey}` },
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** Pages by the name of their picture. A delivery that arrived at its second attempt shows the most. */
async function pages() {
  const { data: subscriptions } = await read('/subscriptions?tenant=northwind&limit=100')
  const calendar = subscriptions.find(({ url }) => url.endsWith('/calendar'))
  const { data } = await read(`/deliveries?subscription=${calendar.id}&limit=100`)
  const delivery = data.find(({ attempt_count: count }) => count > 1) ?? data[0]
  return [
    ['overview', '/?range=7d'],
    ['deliveries', '/deliveries'],
    ['delivery', `/deliveries/${delivery.id}`],
    ...(process.env.PICTURES_DIR
      ? [
          ['subscriptions', '/subscriptions'],
          ['failed', '/deliveries?status=failed'],
          ['event', `/events/${delivery.event}`],
          ['events', '/events'],
        ]
      : []),
  ]
}

async function takePictures() {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage({ viewport: { width: 1360, height: 820 } })
  await page.goto(product.signInLink)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${product.url}/`)
  const all = await pages()
  for (const { scheme, width, suffix } of looks) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 820 })
    for (const [name, path] of all) {
      // Live updates keep the network busy: what shows that the page is there is its heading and that no skeleton is left.
      await page.goto(product.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForFunction(() => document.querySelectorAll('.mantine-Skeleton-root').length === 0)
      await pause(1_500)
      await page.screenshot({ path: join(folder, `${name}${suffix}.png`) })
    }
  }
  await browser.close()
}
