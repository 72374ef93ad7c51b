/** How long history is kept, in days. */
export interface Retention {
  /** Events and their deliveries. */
  eventDays: number
  attemptDays: number
  /** Figures by the minute, hour and day. */
  statsDays: number
}

/** A month to look back and replay from; figures for a year with the same month of the year before. */
export const defaultRetention: Retention = { eventDays: 30, attemptDays: 30, statsDays: 400 }
