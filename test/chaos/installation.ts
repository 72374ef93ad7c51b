import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Api, inChunks } from '../../bench/installation.ts'
import { operatorKey } from '../../bench/stack.ts'
import { uuidOf } from '../../server/contract/ids.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/launch/embedded-postgres.ts'
import { embeddedSettings } from '../../server/launch/embedded-settings.ts'
import { freePort } from '../../server/launch/free-port.ts'
import { prepareDatabase } from '../../server/launch/prepare-database.ts'
import { PostgresProxy } from './postgres-proxy.ts'
import { type ChaosTenant, Publisher } from './publisher.ts'
import { Receiver } from './receiver.ts'
import { receiverSecrets } from './receiver-secrets.ts'
import { SupervisedProcess } from './supervised-process.ts'

/** Seconds before retries: short, so that a run sees all of them. */
const retrySchedule = '1,2,4,8,8'

export interface InstallationOptions {
  webs: number
  workers: number
  /** Of every worker. */
  workerEnvironment?: Record<string, string>
}

/**
 * A whole installation in a temporary folder, each process supervised and behind the proxy: PostgreSQL, web and worker
 * processes, a receiver. The harness itself reaches PostgreSQL directly.
 */
export class Installation {
  readonly dataDir: string
  readonly proxy: PostgresProxy
  readonly receiver: Receiver
  readonly webs: SupervisedProcess[] = []
  readonly workers: SupervisedProcess[] = []
  readonly webPorts: number[] = []
  readonly publishers: Publisher[] = []
  database: pg.Pool
  private postgres: EmbeddedPostgres
  private api: Api | undefined
  private tenantsMade = 0

  private constructor(dataDir: string, postgres: EmbeddedPostgres, receiver: Receiver) {
    this.dataDir = dataDir
    this.postgres = postgres
    this.receiver = receiver
    this.proxy = new PostgresProxy({ host: '127.0.0.1', port: postgres.port })
    this.database = this.openPool()
  }

  static async start(options: InstallationOptions): Promise<Installation> {
    const dataDir = await mkdtemp(join(tmpdir(), 'postrider-chaos-'))
    const postgres = await startEmbeddedPostgres({ dataDir, settings: embeddedSettings })
    const receiver = await Receiver.start(join(dataDir, 'requests.jsonl'))
    const installation = new Installation(dataDir, postgres, receiver)
    try {
      await installation.migrate()
      for (let n = 1; n <= options.webs; n++) await installation.startWeb(n)
      for (let n = 1; n <= options.workers; n++) await installation.startWorker(options.workerEnvironment)
      await Promise.all([...installation.webs, ...installation.workers].map((part) => part.ready()))
    } catch (error) {
      await installation.stop()
      throw error
    }
    return installation
  }

  async startWorker(environment: Record<string, string> = {}): Promise<SupervisedProcess> {
    const worker = await this.supervise(`worker-${this.workers.length + 1}`, 'workers/start.ts', environment)
    this.workers.push(worker)
    return worker
  }

  /** Publishes through all web processes in turn. `prefix` makes its idempotency keys its own. */
  openPublisher(prefix: string): Publisher {
    const publisher = new Publisher(this.webPorts, prefix)
    this.publishers.push(publisher)
    return publisher
  }

  /** Tenants with a key and `subscriptionsEach` subscriptions to `path` of the receiver each. */
  async makeTenants(options: {
    tenants: number
    subscriptionsEach?: number
    path: string
    settings?: object
  }): Promise<ChaosTenant[]> {
    const first = this.tenantsMade
    this.tenantsMade += options.tenants
    return inChunks(options.tenants, 4, async (index) => {
      const uid = `chaos-${first + index}`
      await this.rest.post('/api/v1/tenants', { uid, name: uid })
      const key = await this.rest.post<{ key: string }>('/api/v1/keys', {
        name: 'chaos',
        tenant: uid,
        scopes: ['events:write'],
      })
      const subscriptions = await inChunks(options.subscriptionsEach ?? 1, 2, () =>
        this.rest.post<{ id: string }>('/api/v1/webhooks/subscriptions', {
          tenant: uid,
          url: this.receiverUrl(options.path),
          events: ['memory.*'],
          secret: receiverSecrets[0],
          ...options.settings,
        }),
      )
      return { uid, key: key.key, subscriptions: subscriptions.map((subscription) => subscription.id) }
    })
  }

  /** Past the proxy. */
  get databaseUrl(): string {
    return this.postgres.url
  }

  receiverUrl(path: string): string {
    return `http://127.0.0.1:${this.receiver.port}${path}`
  }

  /** The REST API with the operator's key, through the first web process. */
  get rest(): Api {
    this.api ??= new Api(this.webPorts[0] as number, 16)
    return this.api
  }

  async call(method: 'PATCH' | 'DELETE' | 'GET', path: string, body?: object): Promise<number> {
    const response = await this.rest.pool.request({
      method,
      path,
      headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    await response.body.dump()
    return response.statusCode
  }

  /** The worker whose session holds the lock of this subscription's lane, or null. */
  async ownerOf(subscriptionId: string): Promise<SupervisedProcess | null> {
    const result = await this.database.query<{ port: number }>(
      `select a.client_port as port from pg_locks l join pg_stat_activity a on a.pid = l.pid
         join subscriptions s on s.id = $1 and l.classid = 256 and l.objid = s.lane_no
        where l.locktype = 'advisory' and l.objsubid = 1 and l.granted`,
      [uuidOf('subscription', subscriptionId)],
    )
    const port = result.rows[0]?.port
    const route = port === undefined ? null : this.proxy.routeOf(port)
    return this.workers.find((worker) => worker.name === route) ?? null
  }

  /** Immediate shutdown, as in a crash; the server starts again from its log after `downMs`. */
  async crashPostgres(downMs: number): Promise<void> {
    this.postgres.kill()
    await this.postgres.exited
    await new Promise((resolve) => setTimeout(resolve, downMs))
    const { port } = this.postgres
    this.postgres = await startEmbeddedPostgres({ dataDir: this.dataDir, settings: embeddedSettings, port })
  }

  /** Stops everything in order. Returns how each worker ended. */
  async stop(): Promise<void> {
    await Promise.all(this.publishers.map((publisher) => publisher.close()))
    await this.api?.pool.destroy()
    this.proxy.release()
    await Promise.all([...this.webs, ...this.workers].map((part) => part.stop()))
    await this.receiver.stop()
    await this.proxy.close()
    await this.database.end()
    await this.postgres.stop()
    if (!process.env.CHAOS_KEEP) await rm(this.dataDir, { recursive: true, force: true })
  }

  private openPool(): pg.Pool {
    const pool = new pg.Pool({ connectionString: this.postgres.url, max: 4, application_name: 'chaos' })
    pool.on('error', () => undefined)
    return pool
  }

  private async migrate(): Promise<void> {
    await using _ = await prepareDatabase({ url: this.postgres.url, operatorKey, demo: false })
  }

  private async startWeb(n: number): Promise<void> {
    const port = await freePort()
    this.webPorts.push(port)
    this.webs.push(await this.supervise(`web-${n}`, 'server/web/start.ts', { PORT: String(port) }))
  }

  private async supervise(name: string, file: string, extra: Record<string, string>): Promise<SupervisedProcess> {
    const url = new URL(this.postgres.url)
    url.port = String(await this.proxy.open(name))
    return new SupervisedProcess({
      name,
      file,
      logFile: join(this.dataDir, `${name}.log`),
      environment: {
        ...process.env,
        DATABASE_URL: url.href,
        DATA_DIR: this.dataDir,
        DEFAULT_RETRY_SCHEDULE: retrySchedule,
        POSTRIDER_EMBEDDED_DATABASE: 'true',
        POSTRIDER_INIT_OPERATOR_KEY: operatorKey,
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
        PORT: '0',
        ...extra,
      },
    })
  }
}
