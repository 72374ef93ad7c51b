import { randomBytes } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import axe, { type AxeResults, type RunOptions } from 'axe-core'
import { type Product, startProduct } from '../test/product.ts'
import { type Receiver, startReceiver } from '../test/receiver.ts'
import { signIn } from './sign-in.ts'

interface WorkerFixtures {
  /** What the installation is started with. */
  environment: Record<string, string>
  /** One installation for all specs of a worker; each keeps to subscriptions of its own. */
  product: Product
  /** Cookies of the owner, signed in once by the link of the start. */
  ownerState: Awaited<ReturnType<BrowserContext['storageState']>>
  api: (method: string, path: string, body?: unknown) => Promise<unknown>
}

interface TestFixtures {
  receiver: Receiver
  /** A page of the signed-in owner. */
  portal: Page
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  environment: [{}, { scope: 'worker', option: true }],
  product: [
    async ({ environment }, use) => {
      const product = await startProduct({ environment: { DEFAULT_RETRY_SCHEDULE: '1,1', ...environment } })
      await use(product)
      await product.stop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  ownerState: [
    async ({ browser, product }, use) => {
      const context = await browser.newContext({ baseURL: product.url })
      await signIn(await context.newPage(), product.signInLink)
      await use(await context.storageState())
      await context.close()
    },
    { scope: 'worker' },
  ],
  api: [
    async ({ product }, use) => {
      await use(async (method, path, body) => {
        const response = await fetch(`${product.url}/api/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${product.operatorKey}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
        return response.status === 204 ? null : await response.json()
      })
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  receiver: async ({}, use) => {
    // Deliveries of the tests before are tried again, and ports are given again.
    await using receiver = await startReceiver(0, `/hook-${randomBytes(4).toString('hex')}`)
    await use(receiver)
  },
  portal: async ({ browser, product, ownerState }, use) => {
    const context = await browser.newContext({ baseURL: product.url, storageState: ownerState })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
    // A refusal (4xx) is an answer that a spec asks for; the browser reports each of them.
    const isRefusal = (text: string) => /^Failed to load resource: .* status of 4\d\d/.test(text)
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefusal(message.text())) faults.push(`${page.url()}: ${message.text()}`)
    })
    await use(page)
    expect(faults, 'the page must not complain in the console').toEqual([])
    await context.close()
  },
})

/**
 * No accessibility fault in the page as it stands; `rules`: of these only, which is quicker. `frames`: it has some of other origins,
 * for which axe opens a page of its own each time.
 */
export async function expectAccessible(
  page: Page,
  { rules, frames = false }: { rules?: string[]; frames?: boolean } = {},
): Promise<void> {
  const { violations } = frames ? await new AxeBuilder({ page }).analyze() : await runAxe(page, rules)
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n    ')}`)
  expect.soft(told).toEqual([])
}

/** As AxeBuilder does it, but once for each page: handing it over takes about as long as a look at the page with it. */
async function runAxe(page: Page, rules: string[] | undefined): Promise<AxeResults> {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(axe.source)
  // What passed is not told node by node: that takes longer than finding it.
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  }
  return page.evaluate((given) => (window as unknown as { axe: typeof axe }).axe.run(given), options)
}

export { expect }
