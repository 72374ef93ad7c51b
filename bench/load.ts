import type { Api, BenchTenant } from './installation.ts'

/** About 600 bytes of payload, the size of a memory with its tags. */
const filler = 'A memory of a walk along the river, with the light of the late afternoon on the water. '.repeat(6)

/** Numbers all events of a run, so that the receiver can say which arrived. */
let nextNumber = 1

/** Until V8 has compiled what is used all the time: an installation runs for weeks, its first seconds are another figure. */
export const warmUpSeconds = 15

export interface LoadResult {
  /** When each event was sent, Unix milliseconds. */
  sentAt: Map<number, number>
  /** Milliseconds until the 202, one per request. */
  acceptMs: number[]
  refused: number
  seconds: number
}

/** The JSON text of one event: `n` is its number. */
export function eventText(tenant: string, n: number): string {
  return `{"tenant":"${tenant}","type":"memory.created","data":{"id":"mem_${n}","n":${n},"text":"${filler}","tags":["walk","river"]}}`
}

/**
 * Publishes `perSecond` single events for `seconds`, the tenants in turn, each with its own key. It keeps the pace by the clock
 * and never waits for an answer before the next request.
 */
export async function publishSteadily(
  api: Api,
  tenants: BenchTenant[],
  load: { perSecond: number; seconds: number },
): Promise<LoadResult> {
  const result: LoadResult = { sentAt: new Map(), acceptMs: [], refused: 0, seconds: load.seconds }
  const startedAt = performance.now()
  const total = load.perSecond * load.seconds
  const pending = new Set<Promise<void>>()
  let sent = 0
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * load.perSecond) + 1)
    for (; sent < due; sent++) {
      const request = publishOne(api, tenants[sent % tenants.length] as BenchTenant, result)
      pending.add(request)
      void request.finally(() => pending.delete(request))
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(pending)
  result.seconds = (performance.now() - startedAt) / 1000
  return result
}

/** As many events as `clients` clients that wait for their answer can publish in `seconds`; `batch` events a request. */
export async function publishFlatOut(
  api: Api,
  tenants: BenchTenant[],
  load: { clients: number; seconds: number; batch: number },
): Promise<LoadResult> {
  const result: LoadResult = { sentAt: new Map(), acceptMs: [], refused: 0, seconds: load.seconds }
  const startedAt = performance.now()
  const until = startedAt + load.seconds * 1000
  let turn = 0
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const tenant = tenants[turn++ % tenants.length] as BenchTenant
      await (load.batch === 1 ? publishOne(api, tenant, result) : publishBatch(api, tenant, load.batch, result))
    }
  }
  await Promise.all(Array.from({ length: load.clients }, client))
  result.seconds = (performance.now() - startedAt) / 1000
  return result
}

export async function publishOne(api: Api, tenant: BenchTenant, result: LoadResult): Promise<void> {
  const n = nextNumber++
  await send(api, tenant, eventText(tenant.uid, n), [n], result)
}

export async function publishBatch(api: Api, tenant: BenchTenant, size: number, result: LoadResult): Promise<void> {
  const numbers = Array.from({ length: size }, () => nextNumber++)
  const body = `{"events":[${numbers.map((n) => eventText(tenant.uid, n)).join(',')}]}`
  await send(api, tenant, body, numbers, result)
}

async function send(api: Api, tenant: BenchTenant, body: string, numbers: number[], result: LoadResult): Promise<void> {
  const startedAt = performance.now()
  const response = await api.pool.request({
    method: 'POST',
    path: '/api/v1/webhooks/events',
    headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json' },
    body,
  })
  await response.body.dump()
  if (response.statusCode !== 202) {
    result.refused += numbers.length
    return
  }
  result.acceptMs.push(performance.now() - startedAt)
  for (const n of numbers) result.sentAt.set(n, performance.timeOrigin + startedAt)
}
