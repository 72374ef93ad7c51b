import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { descendantsOf, processorSeconds } from '../../test/processes.ts'
import { launcherCommand, type Product, startProduct } from '../../test/product.ts'
import { ensureBuild } from './ensure-build.ts'
import { commandLineOf, isAlive } from './process-facts.ts'

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
})

async function start(environment: Record<string, string> = {}, command?: string[]): Promise<Product> {
  const product = await startProduct({ dataDir, environment, command })
  started.push(product)
  return product
}

test('a first start prints what is needed to publish, and a second one is quick and keeps everything', async () => {
  const first = await start({ POSTRIDER_INIT_OPERATOR_KEY: '' })
  expect(first.output()).toContain(`${first.url}/sign-in#token=`)
  const key = /Operator key\s+(pt_\S+)/.exec(first.output())?.[1] ?? ''
  expect(await publishAsPrinted(first, key)).toBe(202)
  expect(anotherLink(first)).toContain(`${first.url}/sign-in#token=`)
  await first.stop()
  expect(existsSync(join(dataDir, 'portal-url'))).toBe(false)

  const startedAt = performance.now()
  const second = await start({ POSTRIDER_INIT_OPERATOR_KEY: '' })
  const seconds = (performance.now() - startedAt) / 1000
  // On a machine that is busy with other things the clock says little; then its own work must fit.
  expect(Math.min(seconds, processorSeconds(second.launcher.pid as number))).toBeLessThan(5)
  expect(second.output()).not.toContain('Building the portal')
  expect(second.output()).toContain('the one of your first start')
  expect(second.signInLink).not.toBe(first.signInLink)
  expect(await publishAsPrinted(second, key)).toBe(202)
})

test('a key that is given is not printed; whatever part dies is started again; SIGTERM leaves nothing behind', async () => {
  const product = await start()
  const launcher = product.launcher.pid as number
  expect(product.output()).toContain('the one in POSTRIDER_INIT_OPERATOR_KEY')
  expect(product.output()).not.toContain(product.operatorKey)
  expect(await publishAsPrinted(product, product.operatorKey)).toBe(202)

  for (const program of ['server/web/start.ts', 'workers/start.ts', 'postgres -D']) {
    const victim = descendantsOf(launcher).find((pid) => commandLineOf(pid).includes(program)) as number
    process.kill(victim, 'SIGKILL')
    await vi.waitUntil(() => !isAlive(victim), { timeout: 5_000 })
    await vi.waitUntil(
      async () => (await isReady(product)) && (await publishAsPrinted(product, product.operatorKey)) === 202,
      { timeout: 30_000, interval: 200 },
    )
  }
  expect(product.output().match(/starting it again/g)?.length).toBeGreaterThanOrEqual(3)

  const processes = descendantsOf(launcher)
  expect(processes.length).toBeGreaterThan(2)
  product.launcher.kill('SIGTERM')
  await vi.waitUntil(() => !isRunning(product), { timeout: 20_000 })
  expect(product.launcher.exitCode).toBe(0)
  expect(processes.filter(isAlive)).toEqual([])
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
  expect(existsSync(join(dataDir, 'launcher.pid'))).toBe(false)
}, 120_000)

test('after a SIGKILL of the launcher or of npm, and a second Ctrl-C, everything ends and the next start works', async () => {
  const killed = await start()
  const parts = descendantsOf(killed.launcher.pid as number).filter((pid) => / \S*start\.ts/.test(commandLineOf(pid)))
  expect(parts).toHaveLength(2)
  killed.launcher.kill('SIGKILL')
  await vi.waitUntil(() => !parts.some(isAlive), { timeout: 10_000 })

  const { port } = new URL(killed.url)
  const forced = await start({ PORT: port })
  expect(await publishAsPrinted(forced, forced.operatorKey)).toBe(202)
  const processes = descendantsOf(forced.launcher.pid as number)
  // Two signals of one kind may arrive as one.
  await vi.waitUntil(() => !forced.launcher.kill('SIGINT') || !isRunning(forced), { timeout: 10_000 })
  await vi.waitUntil(() => !processes.some(isAlive), { timeout: 10_000 })

  const throughNpm = await start({ PORT: port }, ['npm', 'start'])
  expect(await publishAsPrinted(throughNpm, throughNpm.operatorKey)).toBe(202)
  const underNpm = descendantsOf(throughNpm.launcher.pid as number)
  throughNpm.launcher.kill('SIGKILL')
  await vi.waitUntil(() => !underNpm.some(isAlive), { timeout: 20_000 })
}, 120_000)

test('a terminal shows sentences and what matters as text; a pipe gets everything the parts say as JSON', async () => {
  const inTerminal = await start({ LOG_LEVEL: '' }, [
    'python3',
    '-c',
    'import pty, sys; pty.spawn(sys.argv[1:])',
    ...launcherCommand,
  ])
  await provokeWarning(inTerminal)
  await vi.waitUntil(() => /^\d\d:\d\d:\d\d .*WARN.*: \[(web|worker)\] \w/m.test(inTerminal.output()), {
    timeout: 10_000,
  })
  expect(inTerminal.output()).not.toMatch(/^\{|INFO|Running next/m)
  const launcher = descendantsOf(inTerminal.launcher.pid as number).find((pid) =>
    commandLineOf(pid).includes('launch/start.ts'),
  )
  process.kill(launcher as number, 'SIGTERM')
  await vi.waitUntil(() => !isRunning(inTerminal), { timeout: 20_000 })

  const piped = await start({ LOG_LEVEL: '' })
  await provokeWarning(piped)
  await vi.waitUntil(() => piped.output().includes('"level":40'), { timeout: 10_000 })
  expect(piped.output()).toMatch(/^\{"level":30,.*"part":"worker".*the worker is ready/m)
  expect(piped.output()).not.toMatch(/WARN|Running next/)
}, 120_000)

/** Takes the database away from under the parts; it comes back. */
async function provokeWarning(product: Product): Promise<void> {
  const postgres = descendantsOf(product.launcher.pid as number).find((pid) =>
    commandLineOf(pid).includes('postgres -D'),
  )
  process.kill(postgres as number, 'SIGKILL')
  await vi.waitUntil(() => product.output().includes('The embedded database ended'), { timeout: 10_000 })
}

function isRunning(product: Product): boolean {
  return product.launcher.exitCode === null && product.launcher.signalCode === null
}

async function isReady(product: Product): Promise<boolean> {
  const answer = await fetch(`${product.url}/readyz`).catch(() => null)
  return answer?.status === 200
}

/** What the command that is printed beside the first link says, in a shell of its own. */
function anotherLink(product: Product): string {
  const command = /for another: (.+)/.exec(product.output())?.[1] ?? ''
  const { PORT: _, PUBLIC_URL: __, ...env } = process.env
  return execFileSync('sh', ['-c', command], { env, encoding: 'utf8' })
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
