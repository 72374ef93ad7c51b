const dayMs = 86_400_000

/**
 * What the checklist asks, the same on the server and in the browser of a day. `settled`: something arrived before yesterday, so
 * nobody is new here any more. `recent`: enough of the newest to find one that was tried twice.
 */
export function firstRunQueries(tenant: { tenant?: string }, nowMs: number) {
  const yesterday = new Date((Math.floor(nowMs / dayMs) - 1) * dayMs).toISOString()
  return {
    subscriptions: { ...tenant, limit: 1 },
    recent: { ...tenant, limit: 20 },
    failing: { ...tenant, limit: 1, status: 'failed' as const },
    settled: { ...tenant, limit: 1, status: 'succeeded' as const, before: yesterday },
  }
}
