export interface RetryPoint {
  /** From the first attempt. */
  atSeconds: number
  /** Where it stands on the line, 0 to 1. */
  share: number
}

/** Points nearer to each other than this would lie on top of each other. */
const leastGap = 0.11

/** A label is as broad as this on a narrow line. */
const leastForLabels = 0.3

/** Whether labels in one row would touch each other. */
export function isCrowded(points: readonly RetryPoint[]): boolean {
  return points.some(
    ({ share }, index) => index > 0 && share - (points[index - 1] as RetryPoint).share < leastForLabels,
  )
}

/**
 * The attempts on a line from the first to the last. Pauses grow by powers, so the line is logarithmic; each point then keeps its
 * distance from the one before.
 */
export function retryPoints(schedule: readonly number[]): RetryPoint[] {
  const times = [0]
  for (const seconds of schedule) times.push((times.at(-1) ?? 0) + seconds)
  const span = Math.log1p(times.at(-1) ?? 0)
  const gap = Math.min(leastGap, 1 / Math.max(1, times.length - 1))
  const shares = times.map((at) => (span === 0 ? 0 : Math.log1p(at) / span))
  // Towards the right first, then back from the end, so that both ends stay where they are.
  for (let n = 1; n < shares.length; n++) shares[n] = Math.max(shares[n] as number, (shares[n - 1] as number) + gap)
  if (shares.length > 1) shares[shares.length - 1] = 1
  for (let n = shares.length - 2; n > 0; n--) shares[n] = Math.min(shares[n] as number, (shares[n + 1] as number) - gap)
  return times.map((atSeconds, index) => ({ atSeconds, share: shares[index] as number }))
}
