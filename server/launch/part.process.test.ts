import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { descendantsOf } from '../../test/processes.ts'
import { type LaunchedProduct, launchProduct } from '../../test/product.ts'
import { redeemSignInLink } from '../auth/redeem-sign-in-link.ts'
import { closeDatabase, openDatabase } from '../platform/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { ensureBuild } from './ensure-build.ts'
import { isAlive } from './process-facts.ts'

// npm run migrate, then npm run web, over a database of one's own.

let folder: string
let server: EmbeddedPostgres

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postrider-parts-'))
  server = await startEmbeddedPostgres({ dataDir: folder, settings: { shared_buffers: '32MB' } })
  await ensureBuild()
}, 240_000)

afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

const launchPart = (
  part: string,
  environment: Record<string, string> = {},
  command = [process.execPath, 'server/launch/part.ts', part],
) => launchProduct({ DATABASE_URL: server.url, DATA_DIR: folder, PORT: '0', ...environment }, command)

/** The first line of its log with these words. */
const untilSaid = (launched: LaunchedProduct, words: string) =>
  vi.waitUntil(
    () =>
      launched
        .output()
        .split('\n')
        .find((line) => line.includes(words)),
    { timeout: 30_000 },
  )

async function migrate(): Promise<string> {
  const launched = launchPart('migrate')
  expect(await launched.ended).toBe(0)
  return launched.output()
}

async function signIn(link: string): Promise<void> {
  await openDatabase({ url: server.url, poolSize: 2 })
  try {
    const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token') as string
    expect(await redeemSignInLink({ token, ip: null, userAgent: null })).not.toBeNull()
  } finally {
    await closeDatabase()
  }
}

test('migrating prints a sign-in link until an owner has signed in, then what makes one', async () => {
  expect(await migrate()).toMatch(/Operator key, shown this once: pt_\S+\nSign-in link, .*#token=/)
  const [link] = /http\S+#token=\S+/.exec(await migrate()) ?? []
  await signIn(link as string)
  const later = await migrate()
  expect(later).toContain('npm run sign-in-link')
  expect(later).not.toContain('token=')
})

test('the web process alone says in the log when it is ready, and where', async () => {
  const web = launchPart('web')
  try {
    const { part, port, msg } = JSON.parse(await untilSaid(web, 'is ready'))
    expect({ part, msg }).toEqual({ part: 'web', msg: 'the web process is ready' })
    expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200)
  } finally {
    web.signal('SIGTERM')
    await web.ended
  }
})

test.each(['web', 'worker'])('who ends the npm of npm run %s ends the process, too', async (part) => {
  const npm = launchPart(part, {}, ['npm', 'run', part])
  try {
    await untilSaid(npm, 'ready')
    const processes = descendantsOf(npm.process.pid as number)
    expect(processes.length).toBeGreaterThan(0)
    npm.process.kill('SIGTERM')
    await expect.poll(() => processes.filter(isAlive), { timeout: 25_000 }).toEqual([])
  } finally {
    npm.signal('SIGKILL')
  }
})

test.each([
  ['web', 'PORT'],
  ['worker', 'WORKER_PORT'],
])('a %s process whose port is taken says so in one line', async (part, setting) => {
  const occupied = createServer()
  await new Promise<void>((resolve) => occupied.listen(0, resolve))
  const port = String((occupied.address() as AddressInfo).port)
  const launched = launchPart(part, { [setting]: port })
  expect(await launched.ended).toBe(1)
  expect(launched.output().trim()).toBe(
    `Port ${port} is taken: stop the program that uses it, or set ${setting} to another one.`,
  )
  occupied.close()
})

test('a sign-in link for a database without tables says what to run first', async () => {
  const empty = new URL(server.url)
  empty.pathname = '/template1'
  const launched = launchPart('', { DATABASE_URL: empty.href }, [process.execPath, 'server/launch/sign-in-link.ts'])
  expect(await launched.ended).toBe(1)
  expect(launched.output().trim()).toBe('The database is not migrated: run npm run migrate first.')
})
