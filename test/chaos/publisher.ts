import { Pool } from 'undici'

export interface ChaosTenant {
  uid: string
  key: string
  /** Public ids of the subscriptions that every event of it must reach. */
  subscriptions: string[]
}

/** An event that was answered 202. */
export interface AcceptedPublish {
  key: string
  tenant: ChaosTenant
  eventId: string
  /** More than one answer: after a retry of the publisher. */
  answers: number
}

const retryEveryMs = 250
const filler = 'A memory of a walk along the river, with the light of the late afternoon on the water. '.repeat(6)

/**
 * Publishes over REST as a careful publisher does: every event has an idempotency key, and what is not answered, or answered
 * 503, is sent again with the same key to the next web process, until it is accepted or `patienceMs` is over.
 */
export class Publisher {
  readonly accepted = new Map<string, AcceptedPublish>()
  /** Keys that were given up without an answer: whether they are events is not known. */
  readonly unknown = new Set<string>()
  /** Answers by status; 0: the connection failed. */
  readonly answers = new Map<number, number>()
  readonly acceptMs: number[] = []
  /** What was wrong with answers that are neither 202 nor 503. */
  readonly complaints: string[] = []
  private readonly pools: Pool[]
  private readonly prefix: string
  private sent = 0

  constructor(ports: number[], prefix: string) {
    this.pools = ports.map((port) => new Pool(`http://127.0.0.1:${port}`, { connections: 64, headersTimeout: 60_000 }))
    this.prefix = prefix
  }

  /** `perSecond` for `seconds`, the tenants in turn, by the clock, without waiting for answers. */
  async steadily(
    tenants: ChaosTenant[],
    load: { perSecond: number; seconds: number; patienceMs?: number },
  ): Promise<void> {
    const startedAt = performance.now()
    const total = Math.round(load.perSecond * load.seconds)
    const pending = new Set<Promise<unknown>>()
    for (let sent = 0; sent < total; ) {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * load.perSecond) + 1)
      for (; sent < due; sent++) {
        const publish = this.publish(tenants[sent % tenants.length] as ChaosTenant, { patienceMs: load.patienceMs })
        pending.add(publish)
        void publish.finally(() => pending.delete(publish))
      }
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await Promise.all(pending)
  }

  /** One event; resolves with its id, or null when it was given up. `web`: number of the web process to begin with. */
  async publish(
    tenant: ChaosTenant,
    options: { key?: string; web?: number; patienceMs?: number | undefined } = {},
  ): Promise<string | null> {
    const n = this.sent++
    const key = options.key ?? `${this.prefix}-${n}`
    const body = JSON.stringify({
      tenant: tenant.uid,
      type: 'memory.created',
      idempotency_key: key,
      occurred_at: '2026-03-04T09:12:44Z',
      data: { id: key, text: filler },
    })
    const until = performance.now() + (options.patienceMs ?? 60_000)
    for (let attempt = options.web ?? n; ; attempt++) {
      const eventId = await this.send(tenant, key, body, attempt)
      if (eventId !== null) return eventId
      if (performance.now() > until) {
        if (!this.accepted.has(key)) this.unknown.add(key)
        return null
      }
      await new Promise((resolve) => setTimeout(resolve, retryEveryMs))
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.destroy()))
  }

  private async send(tenant: ChaosTenant, key: string, body: string, attempt: number): Promise<string | null> {
    const startedAt = performance.now()
    let status = 0
    let text = ''
    try {
      const response = await (this.pools[attempt % this.pools.length] as Pool).request({
        method: 'POST',
        path: '/api/v1/webhooks/events',
        headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json' },
        body,
      })
      text = await response.body.text()
      status = response.statusCode
    } catch {
      status = 0
    }
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1)
    if (status !== 202) {
      if (status !== 0 && status !== 503) this.complaints.push(`${status} ${text}`)
      return null
    }
    this.acceptMs.push(performance.now() - startedAt)
    const eventId = (JSON.parse(text) as { id: string }).id
    const known = this.accepted.get(key)
    if (known && known.eventId !== eventId) this.complaints.push(`key ${key} made ${known.eventId} and ${eventId}`)
    this.accepted.set(key, { key, tenant, eventId, answers: (known?.answers ?? 0) + 1 })
    this.unknown.delete(key)
    return eventId
  }
}
