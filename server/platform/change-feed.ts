import pg from 'pg'
import type { Prisma } from '../../prisma/generated/client.ts'
import { logger } from './logger.ts'

const channel = 'postrider_changes'

/** How often the feed proves to itself that it hears what is announced. */
const pingEveryMs = 400
/** So old may the last proof be for `isCurrent`. Twice this stays below the two seconds promised for revocation. */
const proofLastsMs = 1_000
/** Without a proof for so long the connection is given up and made anew. */
const giveUpAfterMs = 3_000
const reconnectAfterMs = 500

/** Announces to every process that the row changed; heard when `tx` commits. */
export async function announceChange(tx: Pick<Prisma.TransactionClient, '$executeRaw'>, uuid: string): Promise<void> {
  await tx.$executeRaw`select pg_notify(${channel}, ${uuid})`
}

/**
 * Hears what other processes announce, through LISTEN/NOTIFY. It sends itself a ping by the same way and trusts the
 * connection only while the pings come back: a dead peer, or a pooler that swallows notifications, is noticed within a
 * second, and the caches on top of it fall back to short lives.
 */
export class ChangeFeed {
  private readonly url: string
  private readonly listeners = new Set<(uuid: string | null) => void>()
  private client: pg.Client | undefined
  private timer: NodeJS.Timeout | undefined
  private closed = false
  private provenAtMs = Number.NEGATIVE_INFINITY
  private pingSentAtMs: number | null = null

  constructor(url: string) {
    this.url = url
    void this.connect()
  }

  /** True when everything announced until a second ago has been heard. */
  isCurrent(): boolean {
    return performance.now() - this.provenAtMs < proofLastsMs
  }

  /** `listener` gets the uuid of a changed row; null: anything may have changed. */
  onChange(listener: (uuid: string | null) => void): void {
    this.listeners.add(listener)
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.timer)
    await this.client?.end().catch(() => undefined)
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: giveUpAfterMs,
      application_name: 'postrider changes',
    })
    this.client = client
    client.on('error', () => this.lose(client))
    client.on('end', () => this.lose(client))
    client.on('notification', (message) => this.hear(client, message.payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      // What was announced while nobody listened is unknown.
      this.tell(null)
      this.pingSentAtMs = null
      this.ping(client)
    } catch (error) {
      logger.warn({ error: String(error) }, 'the change feed could not connect')
      this.lose(client)
    }
  }

  private hear(client: pg.Client, payload: string): void {
    if (client !== this.client) return
    if (!payload.startsWith('ping:')) {
      this.tell(payload)
      return
    }
    if (payload === this.pingPayload(client) && this.pingSentAtMs !== null) {
      this.provenAtMs = this.pingSentAtMs
      this.pingSentAtMs = null
    }
  }

  private pingPayload(client: pg.Client): string {
    return `ping:${(client as unknown as { processID: number }).processID}:${this.pingSentAtMs}`
  }

  private ping(client: pg.Client): void {
    if (this.closed || client !== this.client) return
    if (this.pingSentAtMs === null) {
      this.pingSentAtMs = performance.now()
      client.query('select pg_notify($1, $2)', [channel, this.pingPayload(client)]).catch(() => this.lose(client))
    } else if (performance.now() - this.pingSentAtMs > giveUpAfterMs) {
      this.lose(client)
      return
    }
    this.timer = setTimeout(() => this.ping(client), pingEveryMs)
    this.timer.unref()
  }

  private lose(client: pg.Client): void {
    if (this.closed || client !== this.client) return
    this.client = undefined
    this.provenAtMs = Number.NEGATIVE_INFINITY
    client.end().catch(() => undefined)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.connect(), reconnectAfterMs)
    this.timer.unref()
  }

  private tell(uuid: string | null): void {
    for (const listener of this.listeners) listener(uuid)
  }
}
