/** Plain values beside their schemas (delivery.ts), so that a page that only lists them does not load a parser. */

/** pending: not tried yet. retrying: will be tried again. failed: attempts used up, in the dead letters. */
export const deliveryStatuses = ['pending', 'retrying', 'succeeded', 'failed', 'cancelled'] as const

type DeliveryStatus = (typeof deliveryStatuses)[number]

/**
 * Several statuses by one name. waiting: it is still to be sent; the filter takes what arrived and is to be sent again,
 * too. undelivered: it did not arrive, and nobody called it off. held: of any status, what is to be sent (again) and waits for its
 * subscription.
 */
const statusGroups = {
  held: deliveryStatuses,
  waiting: ['pending', 'retrying'],
  undelivered: ['pending', 'retrying', 'failed'],
} as const

export const deliveryStatusGroups = ['held', 'waiting', 'undelivered'] as const satisfies (keyof typeof statusGroups)[]

/** What lists can be narrowed to. */
export const deliveryStatusFilters = [...deliveryStatusGroups, ...deliveryStatuses] as const

/** The statuses that a filter lets through. */
export function statusesOf(filter: (typeof deliveryStatusFilters)[number]): readonly DeliveryStatus[] {
  return filter in statusGroups ? statusGroups[filter as keyof typeof statusGroups] : [filter as DeliveryStatus]
}

/** It will be tried, or tried again. */
export const isWaiting = (status: DeliveryStatus): boolean => statusesOf('waiting').includes(status)

/** What was answered, by the first digit of the code. none: an attempt was made and got no HTTP answer. */
export const codeClasses = ['2xx', '3xx', '4xx', '5xx', 'none'] as const

/** Why an attempt failed. */
export const attemptErrors = [
  'http_error',
  'timeout',
  'connection_refused',
  'connection_reset',
  'dns_error',
  'tls_error',
  'blocked',
  'redirect_refused',
  'response_invalid',
  'interrupted',
] as const

/** Why nothing is sent to a subscription at the moment. */
export const holdReasons = ['disabled', 'paused', 'circuit_open', 'retry_after'] as const
