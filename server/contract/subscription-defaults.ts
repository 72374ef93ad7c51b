/** What holds for a new subscription that does not say otherwise. */
export const subscriptionDefaults = {
  timeoutMs: 15_000,
  /** As many connections as a lane may open; more would only wait in its queue. */
  concurrency: 32,
}
