import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { descendantsOf } from '../../test/processes.ts'
import { type Product, startProduct } from '../../test/product.ts'
import { ensureBuild } from './ensure-build.ts'
import { commandLineOf, isAlive } from './process-facts.ts'

const startMs = 60_000
let dataDir: string
const started: Product[] = []

// Once for the file: the starts below are timed.
beforeAll(() => ensureBuild(), 180_000)

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'postrider-launch-'))
})

afterEach(async () => {
  for (const product of started.splice(0)) if (isRunning(product)) await product.stop()
  await rm(dataDir, { recursive: true, force: true })
}, startMs)

async function start(environment: Record<string, string> = {}): Promise<Product> {
  const product = await startProduct({ dataDir, environment })
  started.push(product)
  return product
}

test(
  'a first start prints what is needed to publish, and a second one is quick and keeps everything',
  async () => {
    const first = await start({ POSTRIDER_INIT_OPERATOR_KEY: '' })
    expect(first.output()).toContain(`${first.url}/sign-in#token=`)
    const key = /Operator key\s+(pt_\S+)/.exec(first.output())?.[1] ?? ''
    expect(await publishAsPrinted(first, key)).toBe(202)
    await first.stop()

    const startedAt = performance.now()
    const second = await start({ POSTRIDER_INIT_OPERATOR_KEY: '' })
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(second.output()).toContain('the one of your first start')
    expect(second.signInLink).not.toBe(first.signInLink)
    expect(await publishAsPrinted(second, key)).toBe(202)
  },
  startMs,
)

test(
  'a key that is given works, is not printed, and is there as soon as the server answers',
  async () => {
    const product = await start()
    expect(product.output()).toContain('the one in POSTRIDER_INIT_OPERATOR_KEY')
    expect(product.output()).not.toContain(product.operatorKey)
    expect(await publishAsPrinted(product, product.operatorKey)).toBe(202)
  },
  startMs,
)

test(
  'SIGTERM stops every process and leaves nothing that the next start must repair',
  async () => {
    const product = await start()
    const processes = descendantsOf(product.launcher.pid as number)
    expect(processes.length).toBeGreaterThan(2)
    product.launcher.kill('SIGTERM')
    await vi.waitUntil(() => !isRunning(product), { timeout: 20_000 })
    expect(product.launcher.exitCode).toBe(0)
    expect(processes.filter(isAlive)).toEqual([])
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
    expect(existsSync(join(dataDir, 'launcher.pid'))).toBe(false)
  },
  startMs,
)

test(
  'after a SIGKILL of the launcher its children end, and the next start on the same port works',
  async () => {
    const product = await start()
    const parts = descendantsOf(product.launcher.pid as number).filter((pid) =>
      / \S*start\.ts/.test(commandLineOf(pid)),
    )
    expect(parts).toHaveLength(2)
    product.launcher.kill('SIGKILL')
    await vi.waitUntil(() => !parts.some(isAlive), { timeout: 10_000 })

    const { port } = new URL(product.url)
    const next = await start({ PORT: port })
    expect(await publishAsPrinted(next, next.operatorKey)).toBe(202)
  },
  startMs,
)

test.each(['server/web/start.ts', 'workers/start.ts', 'postgres -D'])(
  'when the process %s is killed it is started again, and publishing works again',
  async (program) => {
    const product = await start()
    const victim = descendantsOf(product.launcher.pid as number).find((pid) => commandLineOf(pid).includes(program))
    process.kill(victim as number, 'SIGKILL')
    await vi.waitUntil(() => product.output().includes('starting it again'), { timeout: 10_000 })
    await vi.waitUntil(
      async () => (await isReady(product)) && (await publishAsPrinted(product, product.operatorKey)) === 202,
      { timeout: 30_000, interval: 200 },
    )
  },
  startMs,
)

test(
  'a second Ctrl-C stops at once, and the next start recovers',
  async () => {
    const product = await start()
    const processes = descendantsOf(product.launcher.pid as number)
    product.launcher.kill('SIGINT')
    product.launcher.kill('SIGINT')
    // Two signals of one kind may arrive as one.
    await vi.waitUntil(
      () => {
        product.launcher.kill('SIGINT')
        return !isRunning(product)
      },
      { timeout: 10_000 },
    )
    await vi.waitUntil(() => !processes.some(isAlive), { timeout: 10_000 })
    const next = await start()
    expect(await publishAsPrinted(next, next.operatorKey)).toBe(202)
  },
  startMs,
)

function isRunning(product: Product): boolean {
  return product.launcher.exitCode === null && product.launcher.signalCode === null
}

async function isReady(product: Product): Promise<boolean> {
  const answer = await fetch(`${product.url}/readyz`).catch(() => null)
  return answer?.status === 200
}

/** Sends the body of the printed curl line; the status of the answer. */
async function publishAsPrinted(product: Product, key: string): Promise<number | null> {
  const body = /-d '(.*)'/.exec(product.output())?.[1] ?? ''
  const answer = await fetch(`${product.url}/api/v1/webhooks/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
  }).catch(() => null)
  return answer?.status ?? null
}
