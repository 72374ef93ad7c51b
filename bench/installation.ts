import { Pool } from 'undici'
import { benchSecret } from './secret.ts'
import { operatorKey, type Stack } from './stack.ts'

export interface BenchTenant {
  uid: string
  /** An API key of this tenant with events:write. */
  key: string
}

/** The REST API of a web process. Throws with the problem's detail when an answer is not 2xx. */
export class Api {
  readonly pool: Pool

  constructor(port: number, connections = 64) {
    this.pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 })
  }

  /** Waits and tries again when the product says that a key asks too fast. */
  async post<Output>(path: string, body: unknown, key = operatorKey): Promise<Output> {
    for (;;) {
      const response = await this.pool.request({
        method: 'POST',
        path,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const text = await response.body.text()
      if (response.statusCode < 300) return JSON.parse(text) as Output
      if (response.statusCode !== 429) throw new Error(`POST ${path}: ${response.statusCode} ${text}`)
      await new Promise((resolve) => setTimeout(resolve, Number(response.headers['retry-after'] ?? 1) * 1000))
    }
  }

  async get<Output>(path: string): Promise<Output> {
    const response = await this.pool.request({
      method: 'GET',
      path,
      headers: { authorization: `Bearer ${operatorKey}` },
    })
    const text = await response.body.text()
    if (response.statusCode >= 300) throw new Error(`GET ${path}: ${response.statusCode} ${text}`)
    return JSON.parse(text) as Output
  }

  /** Ids of a tenant's subscriptions, at most 100. */
  async subscriptionsOf(tenant: string): Promise<string[]> {
    const page = await this.get<{ data: { id: string }[] }>(`/api/v1/webhooks/subscriptions?tenant=${tenant}&limit=100`)
    return page.data.map((subscription) => subscription.id)
  }

  close(): Promise<void> {
    return this.pool.close()
  }
}

/**
 * Makes tenants with a key each and `subscriptionsEach` subscriptions to `path` of the receiver, all over REST. `settings` are
 * merged into each subscription.
 */
export async function makeTenants(
  stack: Stack,
  api: Api,
  options: { prefix: string; tenants: number; subscriptionsEach: number; path: string; settings?: object },
): Promise<BenchTenant[]> {
  const url = `http://127.0.0.1:${stack.receiver.port}${options.path}`
  return inChunks(options.tenants, 20, async (index) => {
    const uid = `${options.prefix}-${index}`
    await api.post('/api/v1/tenants', { uid, name: `Bench ${uid}` })
    const key = await api.post<{ key: string }>('/api/v1/keys', {
      name: 'bench',
      tenant: uid,
      scopes: ['events:write'],
    })
    await inChunks(options.subscriptionsEach, 10, () =>
      api.post('/api/v1/webhooks/subscriptions', {
        tenant: uid,
        url,
        events: ['memory.*'],
        secret: benchSecret,
        ...options.settings,
      }),
    )
    return { uid, key: key.key }
  })
}

export async function inChunks<Output>(
  count: number,
  atOnce: number,
  task: (index: number) => Promise<Output>,
): Promise<Output[]> {
  const outputs: Output[] = []
  for (let from = 0; from < count; from += atOnce) {
    const size = Math.min(atOnce, count - from)
    outputs.push(...(await Promise.all(Array.from({ length: size }, (_, offset) => task(from + offset)))))
  }
  return outputs
}
