// npm run pictures: fills an installation in a temporary folder with the demo data, starts it, and takes the pictures of the
// README from its portal. PICTURES_DIR: a folder for pictures of every page and state, in light and dark, wide and narrow, the
// main ones very wide and very narrow as well; PICTURES_OF: only of those whose name matches this pattern.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { ensureBrowser } from '../../test/ensure-browser.mjs'
import { startProduct } from '../../test/product.ts'
import { allScenes, demoIds, readmeScenes } from './scenes.mjs'

const { PICTURES_DIR: everything, PICTURES_OF: pattern = '' } = process.env
const folder = everything ?? import.meta.dirname
const look = (scheme, width, onlyMain = false) => ({ scheme, width, onlyMain, suffix: `-${scheme}-${width}` })
const looks = everything
  ? [
      ...['light', 'dark'].flatMap((scheme) => [1440, 390].map((width) => look(scheme, width))),
      look('light', 2560, true),
      look('dark', 360, true),
    ]
  : [{ scheme: 'light', width: 1360, onlyMain: false, suffix: '' }]

/** Charts and what is loaded later come, dialogs have opened. */
const settleMs = 800

/** Below this the navigation is behind a button. */
const narrowBelow = 992

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

async function takePictures() {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage()
  await page.goto(product.signInLink)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${product.url}/`)
  const stranger = await browser.newPage()
  const ids = await demoIds(read)
  const scenes = (everything ? allScenes(ids) : readmeScenes(ids)).filter(({ name }) => new RegExp(pattern).test(name))
  for (const { scheme, width, onlyMain, suffix } of looks) {
    for (const of of [page, stranger]) {
      await of.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await of.setViewportSize({ width, height: 820 })
    }
    const shown = scenes.filter(({ main, narrow }) => (main || !onlyMain) && (!narrow || width < narrowBelow))
    for (const scene of shown) {
      await takePicture(scene, scene.signedOut ? stranger : page, join(folder, `${scene.name}${suffix}.png`)).catch(
        (error) => {
          throw new Error(`${scene.name}${suffix}: ${error.message}`)
        },
      )
    }
  }
  await browser.close()
}

async function takePicture({ path, act, whole }, page, file) {
  await page.goto(product.url + path)
  // Live updates keep the network busy: what shows that the page is there is that no skeleton is left.
  await page.waitForFunction(() => document.querySelectorAll('.mantine-Skeleton-root').length === 0)
  await pause(settleMs)
  if (act) {
    await act(page)
    await pause(settleMs)
  }
  await page.screenshot({ path: file, fullPage: Boolean(everything && whole) })
}
