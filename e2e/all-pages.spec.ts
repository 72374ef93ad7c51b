import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures.ts'
import { holdScripts } from './hold-scripts.ts'
import { portalPages } from './portal-pages.ts'

const rulesOfColours = ['color-contrast', 'link-in-text-block']

/**
 * Loading and analysing a page takes seconds: each is loaded once, and looked at in every way that has to hold for all of them. What a
 * page is made of depends on its width and its colours on its theme: each of both is analysed by every rule once, and in the looks
 * between by what the two decide together.
 */
test('every page comes alive as it was sent, has no accessibility fault in any look and fits every width', async ({
  portal,
  receiver,
  api,
}) => {
  test.setTimeout(600_000)
  await noteWhatIsServed(portal)
  for (const path of await portalPages(api, receiver.url)) {
    await test.step(path, async () => {
      await look(portal, 1440, 'light')
      const release = await holdScripts(portal)
      await portal.goto(path, { waitUntil: 'domcontentloaded' })
      release()
      await expectNothingBuiltAnew(portal, path)
      await portal.unrouteAll({ behavior: 'ignoreErrors' })
      await expect(portal.getByRole('heading', { level: 1 }).or(portal.getByRole('dialog')).first()).toBeVisible()
      await expectAccessible(portal)
      await expectToFit(portal, path)
      await look(portal, 1440, 'dark')
      await expectAccessible(portal, { rules: rulesOfColours })
      for (const width of [1024, 768]) {
        await look(portal, width, 'dark')
        await expectToFit(portal, path)
      }
      await look(portal, 390, 'dark')
      await expectAccessible(portal)
      await expectToFit(portal, path)
      await look(portal, 390, 'light')
      await expectAccessible(portal, { rules: rulesOfColours })
    })
  }
})

test('the pages of those who are not signed in have no accessibility fault in any look and fit every width', async ({
  page,
}) => {
  for (const path of ['/sign-in', '/invitation', '/embed/ended']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    for (const width of [1440, 390]) {
      for (const scheme of ['light', 'dark'] as const) {
        await look(page, width, scheme)
        await expectAccessible(page)
        await expectToFit(page, path)
      }
    }
  }
})

async function look(page: Page, width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  if (page.url() === 'about:blank') return
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
  // Colours that still change from one theme to the other belong to neither.
  await page.waitForFunction(() => document.getAnimations().every((it) => !(it instanceof CSSTransition)))
}

async function expectToFit(page: Page, path: string): Promise<void> {
  const tooWide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.soft.poll(tooWide, `${path} must not scroll sideways, ${page.viewportSize()?.width} wide`).toBe(0)
}

interface Window {
  served: Element[]
  isAlive?: boolean
}

/** Of the pages to come: what was there before their scripts were. */
async function noteWhatIsServed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const own = window as unknown as Window
    document.addEventListener('DOMContentLoaded', () => {
      own.served = [
        ...document.querySelectorAll(
          'nav a, nav button, main h1, main h2, main table, main td a, main form, main input, main button',
        ),
      ]
    })
    document.addEventListener('postrider:alive', () => {
      own.isAlive = true
    })
  })
}

async function expectNothingBuiltAnew(page: Page, path: string): Promise<void> {
  await page.waitForFunction(() => (window as unknown as Window).isAlive)
  const { kept, lost } = await page.evaluate(() => {
    const { served } = window as unknown as Window
    return {
      kept: served.filter((node) => node.isConnected).length,
      lost: served.filter((node) => !node.isConnected).map((node) => node.outerHTML.slice(0, 200)),
    }
  })
  expect.soft(lost, path).toEqual([])
  expect.soft(kept, path).toBeGreaterThan(20)
}
