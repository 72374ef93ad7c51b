/** One statement's worth of deliveries. */
const largestChunk = 1_000
/** Deliveries of one subscription that a replay may have with the lanes: pausing takes effect within this many. */
export const laneWindow = 4_000
/** A rate is kept by chunks of so many seconds. */
const chunkSeconds = 0.5

/** How many deliveries to hand over next; 0: the lane has enough. `ratePerSecond` null: as fast as it takes them. */
export function feedSize(inFlight: number, ratePerSecond: number | null): number {
  const room = laneWindow - inFlight
  // Half a window at least, unless it is paced: small chunks cost as much as large ones.
  if (ratePerSecond === null) return room < laneWindow / 4 ? 0 : Math.min(room, largestChunk)
  return Math.max(0, Math.min(room, largestChunk, Math.max(1, Math.floor(ratePerSecond * chunkSeconds))))
}
