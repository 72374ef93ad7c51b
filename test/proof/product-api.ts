import { expect } from 'vitest'
import type { Product } from '../product.ts'
import { callRest, type RestAnswer } from '../rest-api.ts'

/** The REST API of a running product, with its operator's key. */
export class ProductApi {
  readonly product: Product

  constructor(product: Product) {
    this.product = product
  }

  /** `body`: sent as JSON; a string is sent as it is. */
  call(method: string, path: string, body?: unknown): Promise<RestAnswer> {
    return callRest(this.product.url, method, `/api/v1${path}`, { key: this.product.operatorKey, body })
  }

  /** The body of an answer that must be a success. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  async done(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.call(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`)
    return answer.json
  }

  /** A tenant of this uid with one subscription to everything. */
  async subscribe(tenant: string, url: string, settings: object = {}): Promise<{ id: string; secret: string }> {
    await this.done('PUT', `/tenants/${tenant}`, { name: tenant })
    return this.done('POST', '/webhooks/subscriptions', { tenant, url, events: ['*'], ...settings })
  }

  /** `data`: JSON text, sent as it is. Returns the event's id. */
  async publish(tenant: string, type: string, data: string): Promise<string> {
    const body = `{"tenant":${JSON.stringify(tenant)},"type":${JSON.stringify(type)},"data":${data}}`
    return (await this.done('POST', '/webhooks/events', body)).id
  }

  /** The one delivery of an event, with its attempts. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  async deliveryOf(event: string): Promise<any> {
    const { data } = await this.done('GET', `/webhooks/events/${event}/deliveries`)
    expect(data).toHaveLength(1)
    return this.done('GET', `/webhooks/deliveries/${data[0].id}`)
  }

  /** How many of a tenant's deliveries have each status. */
  async deliveryCounts(tenant: string): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    let cursor = ''
    do {
      const page = await this.done('GET', `/webhooks/deliveries?tenant=${tenant}&limit=100${cursor}`)
      for (const { status } of page.data) counts[status] = (counts[status] ?? 0) + 1
      cursor = page.has_more ? `&cursor=${page.next_cursor}` : ''
    } while (cursor)
    return counts
  }
}
