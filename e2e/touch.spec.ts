import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

/** What a busy machine may need until something that is under way is there. */
const patient = { timeout: 20_000 }

/** CSS pixels that a finger finds. */
const least = 40

/** How wide and how high what takes a tap for it is, around its middle: more than it is drawn with, or less where a neighbour covers it. */
function tapArea(place: Locator): Promise<{ width: number; height: number }> {
  return place.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const [middleX, middleY] = [x + width / 2, y + height / 2]
    const isHit = (atX: number, atY: number) => {
      const hit = document.elementFromPoint(atX, atY)
      return hit !== null && element.contains(hit)
    }
    const reach = (stepX: number, stepY: number) => {
      let steps = 0
      while (steps < 100 && isHit(middleX + stepX * (steps + 1), middleY + stepY * (steps + 1))) steps++
      return steps
    }
    return { width: reach(1, 0) + reach(-1, 0) + 1, height: reach(0, 1) + reach(0, -1) + 1 }
  })
}

test('on a phone, what is tapped is large enough for a finger', async ({
  browser,
  product,
  ownerState,
  api,
  receiver,
}) => {
  const { id } = await subscribe(api, receiver.url, { events: ['memory.updated'] })
  await publish(api, 'memory.updated')
  const app = (await api('POST', '/apps', { tenant: 'demo', name: 'Small' })) as { id: string }
  const context = await browser.newContext({
    baseURL: product.url,
    storageState: ownerState,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  })
  const page = await context.newPage()
  const expectLarge = async (place: Locator) => {
    await expect(place).toBeVisible(patient)
    await place.scrollIntoViewIfNeeded()
    const { width, height } = await tapArea(place)
    expect(Math.min(width, height), `${place}: ${width} x ${height}`).toBeGreaterThanOrEqual(least)
  }
  await page.goto('/apps')
  await expectLarge(page.getByRole('button', { name: 'Open navigation' }))
  const row = page.getByRole('row').filter({ hasText: 'Small' })
  await expectLarge(row.getByRole('button', { name: 'Edit Small' }))
  await expectLarge(row.getByRole('button', { name: 'Delete' }))
  await page.goto('/audit')
  await expectLarge(page.getByRole('button', { name: /^Only what was done to/ }).first())

  await page.goto(`/deliveries?subscription=${id}`)
  const box = page.getByRole('checkbox', { name: /^Select memory.updated/ })
  await expect(box).toBeVisible(patient)
  const { x = 0, y = 0, height = 0 } = (await box.boundingBox()) ?? {}
  await page.touchscreen.tap(x - 10, y + height + 8)
  await expect(box).toBeChecked()
  await expect(page).not.toHaveURL(/open=/)
  await page.touchscreen.tap(x + 3, y + 3)
  await expect(box).not.toBeChecked()
  await context.close()
  await api('DELETE', `/apps/${app.id}`)
})
