import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { ensureDataDir } from './data-dir.ts'
import { freePort } from './free-port.ts'
import { stopLeftoverPostgres } from './leftover-postgres.ts'
import { commandAs, postgresAccount } from './postgres-account.ts'
import { postgresPrograms } from './postgres-programs.ts'

export interface EmbeddedPostgres {
  url: string
  port: number
  /** Resolves when the server has ended, asked or not. */
  exited: Promise<void>
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>
  /** No checkpoint: the next start replays the log. */
  kill(): void
}

const user = 'postrider'
const databaseName = 'postrider'

/** The first start after a crash may have to replay the log. */
const startTimeoutMs = 60_000

/**
 * Starts the PostgreSQL of `dataDir`, making it first when there is none. `settings` are names and values of
 * postgresql.conf; `port` 0 takes a free one. Throws an Error with a sentence for the user.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  settings: Record<string, string>
  port?: number
}): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir)
  ensureDataDir(dataDir)
  const folder = join(dataDir, 'postgres')
  const password = ensurePassword(dataDir)
  const { postgres, initdb } = await postgresPrograms()
  const account = postgresAccount(folder)
  if (!existsSync(folder)) await createCluster(initdb, account, dataDir, folder, password)
  await stopLeftoverPostgres(folder)

  const port = options.port || (await freePort())
  const flags = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = commandAs(account, postgres, ['-D', folder, '-p', String(port), ...flags], folder)
  const logFile = join(dataDir, 'postgres.log')
  const log = openSync(logFile, 'w', 0o600)
  // A process group of its own: Ctrl-C in the terminal goes to the launcher alone, which stops things in order.
  const server = spawn(command.file, command.args, { ...command.options, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  const exited = new Promise<void>((done) => {
    server.once('exit', () => done())
    server.once('error', () => done())
  })
  const url = `postgresql://${user}:${password}@127.0.0.1:${port}/${databaseName}`
  await untilItAnswers(server, url, logFile)
  return {
    url,
    port,
    exited,
    async stop() {
      server.kill('SIGINT')
      await exited
    },
    kill() {
      server.kill('SIGQUIT')
    },
  }
}

function ensurePassword(dataDir: string): string {
  const file = join(dataDir, 'postgres-password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/** Built beside its final place and renamed, so that a first start that was killed leaves nothing half made. */
async function createCluster(
  initdb: string,
  account: ReturnType<typeof postgresAccount>,
  dataDir: string,
  folder: string,
  password: string,
): Promise<void> {
  const unfinished = `${folder}.new`
  const passwordFile = join(dataDir, 'postgres-password.new')
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid)
  try {
    // The builtin provider sorts alike on every machine, whatever locales it has installed.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    const access = [`--username=${user}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    await runToEnd(commandAs(account, initdb, [`--pgdata=${unfinished}`, ...locale, ...access], unfinished))
  } finally {
    rmSync(passwordFile, { force: true })
  }
  chmodSync(unfinished, 0o700)
  renameSync(unfinished, folder)
}

async function runToEnd(command: ReturnType<typeof commandAs>): Promise<void> {
  const child = spawn(command.file, command.args, { ...command.options, stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const code = await new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  })
  if (code !== 0) throw new Error(`The embedded database could not be made: ${output.trim()}`)
}

async function untilItAnswers(server: ChildProcess, url: string, logFile: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < startTimeoutMs; waitedMs += 25) {
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) break
    if (await ensureDatabase(url)) return
    await delay(25)
  }
  server.kill('SIGQUIT')
  const end = readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' ')
  throw new Error(`The embedded database did not start: ${end} (all of it in ${logFile})`)
}

/** True when the server answers; makes our database the first time. */
async function ensureDatabase(url: string): Promise<boolean> {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  const client = new pg.Client({ connectionString: maintenance.href, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const found = await client.query('select from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`)
    return true
  } catch (error) {
    // Refused: not listening yet. 57P03: starting up.
    const { code } = error as { code?: string }
    if (code === 'ECONNREFUSED' || code === '57P03' || code === 'ECONNRESET') return false
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}
