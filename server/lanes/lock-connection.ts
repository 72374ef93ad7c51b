import pg from 'pg'
import { hotPlanSettings } from '../platform/database.ts'
import { logger } from '../platform/logger.ts'
import { newUuid } from '../platform/uuid.ts'
import { Coalescer } from './coalescer.ts'
import {
  acceptedChannel,
  type LaneRead,
  laneChannel,
  lanesWithDue,
  notifyOwners,
  type ReadRequest,
  readDue,
  releaseLocks,
  tryLocks,
} from './lane-store.ts'
import { lockWorker } from './worker-store.ts'

const pingEveryMs = 2_000
/** Without an answer for so long this process stops sending; PostgreSQL frees the locks only after ten seconds. */
const silentAfterMs = 5_000
const serverIdleTimeoutMs = 10_000
const reconnectAfterMs = 250
const maxLanesPerStatement = 1_000
/** A statement that reads costs PostgreSQL more than the rows it finds: at load, one reads for several notifications. */
const readGapMs = 5

export interface LockConnectionEvents {
  /** Another process asks the owner of this lane (subscription uuid) to look. */
  onNudge(subscriptionId: string): void
  /** Events were accepted for lanes that somebody owned a moment ago. */
  onAccepted(subscriptionIds: string[]): void
  /** The locks are gone, or may be: stop sending, drop every lane of this connection. */
  onLost(): void
}

/**
 * The session that holds advisory locks of lanes. Locks, LISTEN and the reads of due rows share it, so that a process that lost
 * its locks cannot read. Calls of many lanes travel together in one statement. It must reach PostgreSQL directly: a pooler in
 * transaction mode would hand the locks to somebody else.
 */
export class LockConnection {
  private readonly url: string
  private readonly workerId: string
  private readonly events: LockConnectionEvents
  private client: pg.Client | undefined
  private lastAnswerAt = 0
  private timer: NodeJS.Timeout | undefined
  private stopped = false
  private lastTurn: Promise<unknown> = Promise.resolve()
  /** Process id of the server's session, for diagnosis. */
  sessionPid: number | null = null
  readonly tryLock: (subscriptionId: string) => Promise<boolean>
  readonly read: (
    request: Omit<ReadRequest, 'inFlight'> & { inFlight: () => string[] },
  ) => Promise<(LaneRead & { journalId: string }) | null>
  readonly release: (subscriptionId: string) => Promise<void>
  readonly hasDue: (subscriptionId: string) => Promise<boolean>
  readonly nudgeOwner: (subscriptionId: string) => Promise<void>

  constructor(options: { url: string; workerId: string; events: LockConnectionEvents }) {
    this.url = options.url
    this.workerId = options.workerId
    this.events = options.events
    const batch = <Input, Output>(run: (client: pg.Client, inputs: Input[]) => Promise<Output[]>, gapMs = 0) => {
      const coalescer = new Coalescer<Input, Output>(
        (inputs) => this.use((client) => run(client, inputs)),
        maxLanesPerStatement,
        gapMs,
      )
      return (input: Input): Promise<Output> => coalescer.call(input)
    }
    this.tryLock = batch(async (client, ids) => {
      const locked = await tryLocks(client, ids)
      return ids.map((id) => locked.has(id))
    })
    this.read = batch(async (client, requests) => {
      const journalId = newUuid()
      const asked = requests.map((request) => ({ ...request, inFlight: request.inFlight() }))
      const reads = await readDue(client, asked, { id: journalId, workerId: this.workerId })
      return reads.map((read) => (read ? { ...read, journalId } : null))
    }, readGapMs)
    this.release = batch(async (client, ids) => {
      await releaseLocks(client, ids)
      return ids.map(() => undefined)
    })
    this.hasDue = batch(async (client, ids) => {
      const due = await lanesWithDue(client, ids)
      return ids.map((id) => due.has(id))
    })
    this.nudgeOwner = batch(async (client, ids) => {
      await notifyOwners(client, ids)
      return ids.map(() => undefined)
    })
  }

  get connected(): boolean {
    return this.client !== undefined
  }

  /** Connects, and again whenever the connection is lost, until `stop`. Rejects when the first try fails. */
  async start(): Promise<void> {
    await this.connect()
    this.timer = setInterval(() => void this.ping(), pingEveryMs)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    const client = this.client
    this.client = undefined
    await client?.end().catch(() => undefined)
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: silentAfterMs,
      // Also what follows the connecting must not wait for ever.
      query_timeout: serverIdleTimeoutMs,
      application_name: 'postrider lanes',
      keepAlive: true,
      // The journal of what is in flight may lose its last moments in a crash of PostgreSQL; reads must not wait for the disk.
      options: `-c idle_session_timeout=${serverIdleTimeoutMs} -c synchronous_commit=off ${hotPlanSettings}`,
    })
    client.on('error', () => this.lose(client))
    client.on('end', () => this.lose(client))
    client.on('notification', (message) => {
      if (!message.payload) return
      if (message.channel === acceptedChannel) this.events.onAccepted(message.payload.split(','))
      else this.events.onNudge(message.payload)
    })
    try {
      await client.connect()
      const session = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      await client.query(`listen ${laneChannel}`)
      await client.query(`listen ${acceptedChannel}`)
      await lockWorker(client, this.workerId)
      this.sessionPid = session.rows[0]?.pid ?? null
      this.lastAnswerAt = performance.now()
      if (this.stopped) throw new Error('The worker stops.')
      this.client = client
    } catch (error) {
      // A session that is half made would stay, with the lock that says this worker is alive.
      destroySocket(client)
      throw error
    }
  }

  private async ping(): Promise<void> {
    const client = this.client
    if (!client) return
    if (performance.now() - this.lastAnswerAt > silentAfterMs) {
      logger.warn('the lane connection does not answer: its lanes are dropped')
      this.lose(client)
      return
    }
    await this.use((current) => current.query('select 1')).catch(() => undefined)
  }

  /** Any error closes the session: what it locked is unsure from here on. */
  private lose(client: pg.Client): void {
    if (this.client !== client) return
    this.client = undefined
    this.sessionPid = null
    destroySocket(client)
    if (this.stopped) return
    logger.warn('the lane connection was lost')
    this.events.onLost()
    void this.reconnect()
  }

  private async reconnect(): Promise<void> {
    while (!this.stopped && !this.client) {
      await new Promise((resolve) => setTimeout(resolve, reconnectAfterMs))
      await this.connect().catch((error: Error) =>
        logger.warn({ error: error.message }, 'the lane connection cannot be made'),
      )
    }
  }

  /** One statement at a time, in the order they were asked for. */
  private use<Output>(run: (client: pg.Client) => Promise<Output>): Promise<Output> {
    const turn = this.lastTurn.then(async () => {
      const client = this.client
      if (!client) throw new Error('The lane connection is away.')
      try {
        const output = await run(client)
        this.lastAnswerAt = performance.now()
        return output
      } catch (error) {
        this.lose(client)
        throw error
      }
    })
    this.lastTurn = turn.catch(() => undefined)
    return turn
  }
}

/** At once: an orderly end waits for an answer that may never come. */
function destroySocket(client: pg.Client): void {
  const socket = (client as unknown as { connection?: { stream?: { destroy(): void } } }).connection?.stream
  socket?.destroy()
}
