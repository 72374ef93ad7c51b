import { setTimeout as pause } from 'node:timers/promises'
import { advanceReplay } from './advance-replay.ts'
import { ringReplay } from './replay-job-store.ts'

/** While deliveries end: short enough to keep the lanes full. */
const busyPauseMs = 100
/** While nothing moves. */
const longestPauseMs = 2_000
/** Nothing moved for so long (a paused subscription, an open circuit): the job goes, and is rung again every minute. */
const giveUpAfterMs = 30_000

/**
 * Works on a replay (uuid) until it has ended or nothing moves. `stopping`: the process ends; another one goes on. Throws what the
 * database throws: the job is tried again then, and nothing is handed over twice.
 */
export async function runReplay(id: string, stopping: AbortSignal): Promise<void> {
  let idleMs = 0
  let pauseMs = busyPauseMs
  while (idleMs < giveUpAfterMs) {
    if (stopping.aborted) return ringReplay(null, id)
    const step = await advanceReplay(id)
    if (step.ended) return
    const isPaced = step.waitMs > 0
    pauseMs = step.moved || isPaced ? busyPauseMs : Math.min(pauseMs * 2, longestPauseMs)
    idleMs = step.moved || isPaced ? 0 : idleMs + pauseMs
    const waitMs = isPaced ? Math.min(step.waitMs, longestPauseMs) : pauseMs
    await pause(waitMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}
