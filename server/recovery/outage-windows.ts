/** What a subscription's attempts came to in one minute (`at`: Unix milliseconds of its start). */
export interface AttemptMinute {
  at: number
  attempts: number
  succeeded: number
  /** Failed attempts by reason. */
  reasons: Record<string, number>
}

export interface OutageWindow {
  from: number
  /** Start of the first minute that was well again; null: it goes on. */
  to: number | null
  attempts: number
  succeeded: number
  reasons: Record<string, number>
}

/** When a circuit was open, Unix milliseconds; `to` null: it is. */
export interface OpenTime {
  from: number
  to: number | null
}

const minuteMs = 60_000

/**
 * A minute is an outage when less than half of its attempts succeeded, or the circuit was open in it: what is caught up on within the
 * same minute would outweigh what failed.
 */
const isFailing = ({ attempts, succeeded }: AttemptMinute, wasOpen: boolean): boolean =>
  succeeded * 2 < attempts || wasOpen

/** Whether a circuit was open in a minute, to be asked in the order of time; times in which it was open do not overlap. */
function openingsAlong(opened: readonly OpenTime[]): (at: number) => boolean {
  const inOrder = opened.toSorted((a, b) => a.from - b.from)
  let next = 0
  return (at) => {
    while (inOrder[next] && (inOrder[next]?.to ?? Number.POSITIVE_INFINITY) < at) next += 1
    const opening = inOrder[next]
    return opening !== undefined && opening.from < at + minuteMs
  }
}

/**
 * Runs of failing minutes, in order of time. Minutes without attempts neither begin nor end one: while a circuit is open, or
 * nothing is published, nothing is known. `isWell`: the very last attempt succeeded, be it in a minute that failed on the whole.
 */
export function outageWindows(
  minutes: readonly AttemptMinute[],
  opened: readonly OpenTime[],
  isWell: boolean,
): OutageWindow[] {
  const windows: OutageWindow[] = []
  let open: OutageWindow | null = null
  let lastAt = 0
  const wasOpenAt = openingsAlong(opened)
  for (const minute of minutes.toSorted((a, b) => a.at - b.at)) {
    lastAt = minute.at
    if (!isFailing(minute, wasOpenAt(minute.at))) {
      if (open) open.to = minute.at
      open = null
      continue
    }
    if (!open) {
      open = { from: minute.at, to: null, attempts: 0, succeeded: 0, reasons: {} }
      windows.push(open)
    }
    open.attempts += minute.attempts
    open.succeeded += minute.succeeded
    for (const [reason, count] of Object.entries(minute.reasons)) {
      if (count > 0) open.reasons[reason] = (open.reasons[reason] ?? 0) + count
    }
  }
  if (open && isWell) open.to = lastAt + minuteMs
  return windows
}
