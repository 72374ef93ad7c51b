import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchProduct } from '../../test/product.ts'
import { redeemSignInLink } from '../auth/redeem-sign-in-link.ts'
import { closeDatabase, openDatabase } from '../platform/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { ensureBuild } from './ensure-build.ts'

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

const launchPart = (part: string, environment: Record<string, string> = {}) =>
  launchProduct({ DATABASE_URL: server.url, DATA_DIR: folder, PORT: '0', ...environment }, [
    process.execPath,
    'server/launch/part.ts',
    part,
  ])

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
    const ready = await vi.waitUntil(
      () =>
        web
          .output()
          .split('\n')
          .find((line) => line.includes('is ready')),
      {
        timeout: 30_000,
      },
    )
    const { part, port, msg } = JSON.parse(ready)
    expect({ part, msg }).toEqual({ part: 'web', msg: 'the web process is ready' })
    expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200)
  } finally {
    web.signal('SIGTERM')
    await web.ended
  }
})
