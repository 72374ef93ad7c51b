import type { Attempt } from '../../server/contract/delivery.ts'

/** One row of the timeline: an attempt, or the probes of a while together. */
export type TimelineRow<Entry> = { attempt: Entry } | { probes: Entry[] }

/** So many in a row are listed one by one. */
const mostListed = 3

/**
 * A circuit that is open for days makes hundreds of probes that all say the same. `attempts`: newest first; the newest, and the one
 * that is shown, keep their row.
 */
export function groupProbes<Entry extends Pick<Attempt, 'id' | 'probe'>>(
  attempts: Entry[],
  shownId: string | undefined,
): TimelineRow<Entry>[] {
  const rows: TimelineRow<Entry>[] = []
  let run: Entry[] = []
  const close = () => {
    rows.push(...(run.length > mostListed ? [{ probes: run }] : run.map((attempt) => ({ attempt }))))
    run = []
  }
  for (const [index, attempt] of attempts.entries()) {
    if (attempt.probe && index > 0 && attempt.id !== shownId) run.push(attempt)
    else {
      close()
      rows.push({ attempt })
    }
  }
  close()
  return rows
}
