/** The list of deliveries that a replay (public id) was the last to send again; `subscription`: of one of several that it is for. */
export function deliveriesOfReplay(replay: string, subscription?: string): string {
  return `/deliveries?${new URLSearchParams({ replay, ...(subscription && { subscription }) })}`
}
