import { UsageError } from './command.ts'

const unitMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `90s`, `30m`, `2h`, `3d` ago, `now`, or ISO 8601, as ISO 8601. `option`: for the message. `now`: Unix milliseconds. */
export function readTime(text: string, option: string, now: number): string {
  if (text === 'now') return new Date(now).toISOString()
  const ago = /^(\d{1,6})([smhd])$/.exec(text)
  if (ago) return new Date(now - Number(ago[1]) * (unitMs[ago[2] as string] as number)).toISOString()
  const ms = Date.parse(text)
  if (Number.isNaN(ms))
    throw new UsageError(`--${option} ${text}: give a time like 2h, 30m, now or 2026-01-31T12:00:00Z.`)
  return new Date(ms).toISOString()
}
