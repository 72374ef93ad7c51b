import type { Page } from '@playwright/test'

/** Holds the page's scripts back; they come when the function that is returned is called. */
export async function holdScripts(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}
