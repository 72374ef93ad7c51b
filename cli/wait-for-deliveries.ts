import { setTimeout as pause } from 'node:timers/promises'
import type { DeliverySummary } from '../server/contract/delivery.ts'
import type { Api } from './api.ts'
import { deliveryLine } from './delivery-line.ts'
import type { Output } from './output.ts'
import { whyUnended } from './why-unended.ts'

const everyMs = 300

/**
 * Shows the deliveries of an event as they end, and when the time is up those that have not. True when all succeeded; false when
 * one failed, had not ended within `timeoutSeconds`, or Ctrl-C came first.
 */
export async function waitForDeliveries(
  api: Api,
  event: string,
  timeoutSeconds: number,
  out: Output,
  stopping: AbortSignal,
): Promise<boolean> {
  const shown = new Set<string>()
  let succeeded = true
  const deadlineMs = performance.now() + timeoutSeconds * 1_000
  while (!stopping.aborted) {
    const { data }: { data: DeliverySummary[] } = await api.call(
      'GET',
      `/webhooks/events/${event}/deliveries?limit=100`,
    )
    for (const delivery of data) {
      if (delivery.status === 'pending' || delivery.status === 'retrying' || shown.has(delivery.id)) continue
      shown.add(delivery.id)
      out.result(delivery, deliveryLine(delivery))
      succeeded &&= delivery.status === 'succeeded'
    }
    if (shown.size === data.length) return succeeded
    if (performance.now() >= deadlineMs) {
      const unended = data.filter(({ id }) => !shown.has(id))
      for (const delivery of unended) {
        out.result(delivery, `${deliveryLine(delivery)}  ${whyUnended(delivery)}`)
      }
      const count = unended.length === 1 ? '1 delivery has' : `${unended.length} deliveries have`
      out.note(
        `${count} not ended within ${timeoutSeconds} s. The server goes on by itself. Look on with ` +
          `postrider tail --subscription ${unended[0]?.subscription}, or wait longer with --timeout.`,
      )
      return false
    }
    await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
  return false
}
