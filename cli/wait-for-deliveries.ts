import { setTimeout as pause } from 'node:timers/promises'
import type { Api } from './api.ts'
import { deliveryLine } from './delivery-line.ts'
import type { Output } from './output.ts'

const everyMs = 300

/** Shows the deliveries of an event as they end. True when all succeeded; false when one failed or Ctrl-C came first. */
export async function waitForDeliveries(api: Api, event: string, out: Output, stopping: AbortSignal): Promise<boolean> {
  const shown = new Set<string>()
  let succeeded = true
  while (!stopping.aborted) {
    const { data } = await api.call('GET', `/webhooks/events/${event}/deliveries?limit=100`)
    for (const delivery of data) {
      if (delivery.status === 'pending' || delivery.status === 'retrying' || shown.has(delivery.id)) continue
      shown.add(delivery.id)
      out.result(delivery, deliveryLine(delivery))
      succeeded &&= delivery.status === 'succeeded'
    }
    if (shown.size === data.length) return succeeded
    await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
  return false
}
