export interface TimeFormats {
  /** `23 Nov` */
  day: (ms: number) => string
  /** `21:43` */
  time: (ms: number) => string
  /** `21:43:07` */
  toSecond: (ms: number) => string
  /** `2026` */
  year: (ms: number) => string
  /** `23 Nov 2026` */
  date: (ms: number) => string
}

const made = new Map<string | undefined, TimeFormats>()

/** Made once for each time zone: making one takes longer than using it, and a list writes fifty times every second. */
export function formatsIn(timeZone?: string): TimeFormats {
  const known = made.get(timeZone)
  if (known) return known
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format
  const formats: TimeFormats = {
    day: part({ day: 'numeric', month: 'short' }),
    time: part({ hour: '2-digit', minute: '2-digit' }),
    toSecond: part({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    year: part({ year: 'numeric' }),
    date: part({ day: 'numeric', month: 'short', year: 'numeric' }),
  }
  made.set(timeZone, formats)
  return formats
}

/** `23 Nov, 21:43` */
export function dayAndTime(ms: number, timeZone?: string): string {
  const { day, time } = formatsIn(timeZone)
  return `${day(ms)}, ${time(ms)}`
}
