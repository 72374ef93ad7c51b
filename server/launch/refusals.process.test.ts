import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchProduct, startProduct } from '../../test/product.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

let folder: string
let occupied: Server
let occupiedPort: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postrider-refusals-'))
  occupied = createServer()
  await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve))
  occupiedPort = String((occupied.address() as { port: number }).port)
})

afterAll(async () => {
  occupied.close()
  await rm(folder, { recursive: true, force: true })
})

/** What a start that cannot work prints on its way out, and the code it ends with. */
async function refusal(environment: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  const launched = launchProduct({ DATA_DIR: join(folder, 'data'), PORT: '0', ...environment })
  const code = await launched.ended
  const lines = launched.output().trim().split('\n')
  return { code, lines: lines.filter((line) => line !== 'Starting Postrider ...') }
}

test('a busy port is one line that names it', async () => {
  const { code, lines } = await refusal({ PORT: occupiedPort })
  expect(code).toBe(1)
  expect(lines).toEqual([`Port ${occupiedPort} is taken: stop the program that uses it, or set PORT to another one.`])
})

test('a DATA_DIR that cannot be made is one line that names it', async () => {
  // Below a file nobody can make a folder, not even root.
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  const { code, lines } = await refusal({ DATA_DIR: join(file, 'data') })
  expect(code).toBe(1)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^DATA_DIR .*a-file\/data cannot be written \(ENOTDIR\): set DATA_DIR/)
})

test.runIf(process.platform === 'linux')(
  'a DATA_DIR where the system makes no folders is refused, not tried for ever',
  async () => {
    const { lines } = await refusal({ DATA_DIR: '/proc/postrider' })
    expect(lines).toEqual([expect.stringContaining('DATA_DIR /proc/postrider cannot be written (ENOENT)')])
  },
)

test('every fault of the environment is listed at once', async () => {
  const { code, lines } = await refusal({ PORT: 'http', DATABASE_URL: 'mysql://localhost/x', LOG_LEVEL: 'loud' })
  expect(code).toBe(1)
  expect(lines[0]).toBe('The environment is not valid:')
  const named = lines.slice(1).map((line) => line.trim().split(':')[0])
  expect(named.sort()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'PORT'])
})

test('a mistyped variable is warned of before anything is refused', async () => {
  const { lines } = await refusal({ DATABASE_ULR: 'postgresql://db/x', PORT: occupiedPort })
  expect(lines).toEqual([
    'Warning: DATABASE_ULR is no setting; did you mean DATABASE_URL?',
    expect.stringMatching(/^Port /),
  ])
})

test('a database that is not there is one line without the password', async () => {
  // Nothing listens on port 1, and root alone could.
  const { code, lines } = await refusal({ DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/postrider' })
  expect(code).toBe(1)
  expect(lines).toEqual(['No PostgreSQL answers at 127.0.0.1:1: start it, or correct DATABASE_URL.'])
})

test('a database that refuses is one line without the password', async () => {
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'server'), settings: { shared_buffers: '32MB' } })
  try {
    const wrongPassword = new URL(server.url)
    wrongPassword.password = 'secret'
    const unauthorised = await refusal({ DATABASE_URL: wrongPassword.href })
    expect(unauthorised.lines).toHaveLength(1)
    expect(unauthorised.lines[0]).toContain('refuses the user "postrider"')
    expect(unauthorised.lines[0]).not.toContain('secret')

    const unknown = new URL(server.url)
    unknown.pathname = '/nowhere'
    const missing = await refusal({ DATABASE_URL: unknown.href })
    expect(missing.lines).toHaveLength(1)
    expect(missing.lines[0]).toContain('has no database "nowhere": create it')
  } finally {
    await server.stop()
  }
})

test('a second start on the folder of a running one says so and leaves it alone', async () => {
  const product = await startProduct({ dataDir: join(folder, 'shared') })
  try {
    const { code, lines } = await refusal({ DATA_DIR: product.dataDir })
    expect(code).toBe(1)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`already (process ${product.launcher.pid})`)
    expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
  } finally {
    await product.stop()
  }
})
