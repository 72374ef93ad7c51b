import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { portalPages } from './portal-pages.ts'

/** What a page may ask for in JavaScript before it can be used, compressed. */
const firstLoadBytes = 350_000

const sizes = new Map<string, number>()

/** Compressed bytes of the scripts that the HTML of a page names, whatever is loaded later. */
async function firstLoadOf(page: Page, path: string): Promise<number> {
  const answer = await page.request.get(path)
  expect(answer.status(), path).toBe(200)
  const html = await answer.text()
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  // Old browsers alone load those marked noModule.
  const asked = tags.filter((tag) => !/\snomodule/i.test(tag))
  const scripts = new Set(asked.flatMap((tag) => /(?:src|href)="([^"]+\.js)[^"]*"/.exec(tag)?.[1] ?? []))
  expect(scripts.size, path).toBeGreaterThan(0)
  let sum = 0
  for (const script of scripts) {
    const known = sizes.get(script) ?? gzipSync(await (await page.request.get(script)).body()).length
    sizes.set(script, known)
    sum += known
  }
  return sum
}

test('no page asks for more than 350 kB of JavaScript to begin with', async ({ portal, receiver, api }) => {
  for (const path of await portalPages(api, receiver.url)) {
    const bytes = await firstLoadOf(portal, path)
    test.info().annotations.push({ type: path, description: `${Math.round(bytes / 1000)} kB` })
    expect.soft(bytes, path).toBeLessThan(firstLoadBytes)
  }
})
