import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve as resolvePath } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../server/launch/embedded-postgres.ts'
import { embeddedSettings } from '../server/launch/embedded-settings.ts'
import { ensureBuild } from '../server/launch/ensure-build.ts'
import { partFlags } from '../server/launch/part-flags.ts'
import type { ReceiverMessage } from './receiver-process.ts'

/** Fixes the operator's key of a benchmark's installation. */
export const operatorKey = 'pt_benchmark_operator_key_of_a_throwaway_installation'

const root = join(import.meta.dirname, '..')

export interface Part {
  name: string
  process: ChildProcess
  port: number
}

export interface Receiver extends Part {
  /** When each event (its number `n`) arrived, Unix milliseconds; more than one time: a duplicate. */
  arrivals: Map<number, number[]>
  invalidSignatures: number
}

/** Counts every statement with its time and the log it wrote. */
const profileSettings = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' }

/** A whole installation in a temporary folder: PostgreSQL with the product's own settings, web and worker processes, a receiver. */
export class Stack {
  readonly parts: Part[] = []
  readonly databaseUrl: string
  readonly receiver: Receiver
  readonly database: pg.Pool
  /** Where web and worker write what they spent their time on when they end; null: they do not. */
  readonly profileDir: string | null
  private readonly stopDatabase: () => Promise<void>
  private readonly dataDir: string

  private constructor(from: {
    databaseUrl: string
    dataDir: string
    profileDir: string | null
    receiver: Receiver
    stopDatabase: () => Promise<void>
  }) {
    this.databaseUrl = from.databaseUrl
    this.dataDir = from.dataDir
    this.profileDir = from.profileDir
    this.receiver = from.receiver
    this.stopDatabase = from.stopDatabase
    this.database = new pg.Pool({ connectionString: from.databaseUrl, max: 4 })
    this.database.on('error', () => undefined)
  }

  static async start(options: { webs?: number; workers?: number; profile?: boolean } = {}): Promise<Stack> {
    const dataDir = await mkdtemp(join(tmpdir(), 'postrider-bench-'))
    const server = await startEmbeddedPostgres({
      dataDir,
      settings: { ...embeddedSettings, ...(options.profile && profileSettings) },
    })
    const receiver = await startReceiver()
    const profileDir = options.profile ? join(dataDir, 'profiles') : null
    const stack = new Stack({
      databaseUrl: server.url,
      dataDir,
      profileDir,
      receiver,
      stopDatabase: () => server.stop(),
    })
    await stack.runToEnd('server/launch/part.ts', ['migrate'])
    await ensureBuild()
    for (let web = 0; web < (options.webs ?? 1); web++) await stack.startWeb()
    for (let worker = 0; worker < (options.workers ?? 1); worker++) await stack.startWorker()
    return stack
  }

  get web(): Part {
    return this.parts.find((part) => part.name === 'web') as Part
  }

  startWeb(): Promise<Part> {
    return this.startPart('web', 'server/web/start.ts')
  }

  startWorker(environment: Record<string, string> = {}): Promise<Part> {
    return this.startPart('worker', 'workers/start.ts', environment)
  }

  /** Ends web and worker, and leaves PostgreSQL and the receiver. */
  async stopParts(): Promise<void> {
    await Promise.all(this.parts.map((part) => stopPart(part)))
  }

  /** The postmaster: all sessions are its children. */
  get postgresPid(): number {
    return Number(readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  }

  async stop(): Promise<void> {
    await this.database.end()
    await Promise.all([...this.parts, this.receiver].map((part) => stopPart(part)))
    await this.stopDatabase()
    await rm(this.dataDir, { recursive: true, force: true })
  }

  private environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
    return {
      ...process.env,
      DATABASE_URL: this.databaseUrl,
      DATA_DIR: this.dataDir,
      POSTRIDER_EMBEDDED_DATABASE: 'true',
      POSTRIDER_INIT_OPERATOR_KEY: operatorKey,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      PORT: '0',
      ...extra,
    }
  }

  private async startPart(name: string, file: string, extra: Record<string, string> = {}): Promise<Part> {
    const child = fork(resolvePath(root, file), {
      cwd: root,
      env: this.environment(extra),
      execArgv: this.profileDir
        ? [
            ...partFlags,
            '--cpu-prof',
            `--cpu-prof-dir=${this.profileDir}`,
            `--cpu-prof-name=${name}-${this.parts.length}.cpuprofile`,
          ]
        : partFlags,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const port = await firstPort(child, name)
    const part = { name, process: child, port }
    this.parts.push(part)
    return part
  }

  private async runToEnd(file: string, args: string[]): Promise<void> {
    const child = fork(join(root, file), args, {
      cwd: root,
      env: this.environment(),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
    if (code !== 0) throw new Error(`${file} ended with ${code}.`)
  }
}

function firstPort(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready.`)))
    child.on('message', (message: { port?: number }) => {
      if (message.port !== undefined) resolve(message.port)
    })
  })
}

async function startReceiver(): Promise<Receiver> {
  const child = fork(join(root, 'bench/receiver-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const arrivals = new Map<number, number[]>()
  const receiver: Receiver = { name: 'receiver', process: child, port: 0, arrivals, invalidSignatures: 0 }
  child.on('message', (message: ReceiverMessage) => {
    if ('port' in message) return
    receiver.invalidSignatures += message.invalid
    for (const [event, at] of message.arrivals) {
      const known = arrivals.get(event)
      if (known) known.push(at)
      else arrivals.set(event, [at])
    }
  })
  receiver.port = await firstPort(child, 'receiver')
  return receiver
}

async function stopPart(part: Part): Promise<void> {
  if (part.process.exitCode !== null || part.process.signalCode !== null) return
  const ended = new Promise((resolve) => part.process.once('exit', resolve))
  part.process.kill('SIGTERM')
  const force = setTimeout(() => part.process.kill('SIGKILL'), 25_000)
  await ended
  clearTimeout(force)
}

/** CPU seconds of a process and of its children that have ended, and its resident megabytes, from /proc. */
export function processUse(pid: number): { cpuSeconds: number; endedChildrenSeconds: number; residentMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map((ticks) => Number(ticks) / 100) as [
    number,
    number,
    number,
    number,
  ]
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return {
    cpuSeconds: user + system,
    endedChildrenSeconds: childrenUser + childrenSystem,
    residentMb: Number(resident) / 1024,
  }
}
