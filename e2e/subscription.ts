type Api = (method: string, path: string, body?: unknown) => Promise<unknown>

interface Created {
  id: string
  tenant: string
  secret: string
}

/** A subscription of the tenant that a first start makes. */
export async function subscribe(api: Api, url: string, more: object = {}): Promise<Created> {
  return (await api('POST', '/webhooks/subscriptions', { tenant: 'demo', url, events: ['*'], ...more })) as Created
}

/** Publishes the example of a type. */
export async function publish(api: Api, type: string): Promise<{ id: string }> {
  const { example } = (await api('GET', `/webhooks/event-types/${type}@1`)) as { example: unknown }
  return (await api('POST', '/webhooks/events', { tenant: 'demo', type, data: example })) as { id: string }
}

/** Deletes what other tests subscribed: a list that shows only so many has room for ours. */
export async function unsubscribeAll(api: Api): Promise<void> {
  const path = '/webhooks/subscriptions'
  for (;;) {
    const { data } = (await api('GET', `${path}?tenant=demo&limit=100`)) as { data: Created[] }
    if (data.length === 0) return
    for (const { id } of data) await api('DELETE', `${path}/${id}`)
  }
}
