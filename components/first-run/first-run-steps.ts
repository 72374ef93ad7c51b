/** The steps of a newcomer, in order. */
export interface FirstRunSteps {
  subscribed: boolean
  sent: boolean
  verified: boolean
  retried: boolean
}

interface Seen {
  hasSubscription: boolean
  recent: { attempt_count: number }[]
  hasFailed: boolean
  hasSettled: boolean
}

/** `over`: each of them was done. */
export type FirstRun = FirstRunSteps | 'over' | null

/** Whether a retry is to be seen now. */
export function isRetried({ recent, hasFailed }: Pick<Seen, 'recent' | 'hasFailed'>): boolean {
  return hasFailed || recent.some(({ attempt_count }) => attempt_count > 1)
}

/**
 * What is done, judged by what is there; null: the list has had its day. Whether a receiver verifies is
 * not to be seen from here: `ticked` is what the person says, or a check of the receiver found. `hasRetried`: a retry was seen before,
 * which newer deliveries may hide by now.
 */
export function firstRunSteps(seen: Seen, said: { ticked: boolean; hidden: boolean; hasRetried?: boolean }): FirstRun {
  const steps = {
    subscribed: seen.hasSubscription,
    sent: seen.recent.length > 0,
    // What was ticked may have been another tenant's.
    verified: said.ticked && seen.hasSubscription,
    retried: said.hasRetried || isRetried(seen),
  }
  if (said.hidden || seen.hasSettled) return null
  return Object.values(steps).every(Boolean) ? 'over' : steps
}
