import type { Environment } from '../platform/env.ts'

/** What this Postrider is and was started with, as far as it is no secret. */
export interface Installation {
  version: string
  /** Days that events, deliveries and dead letters are kept. */
  retain_days: number
  retain_attempts_days: number
  retain_stats_days: number
  /** Host that is told of alerts, of ALERT_URL: its path may be a secret. null: alerts are shown in the portal only. */
  alert_host: string | null
}

type Settings = Pick<Environment, 'RETAIN_DAYS' | 'RETAIN_ATTEMPTS_DAYS' | 'RETAIN_STATS_DAYS' | 'ALERT_URL'>

let current: Installation | null = null

/** Called once, when a process starts that serves the portal. */
export function setInstallation(version: string, env: Settings): void {
  current = {
    version,
    retain_days: env.RETAIN_DAYS,
    retain_attempts_days: env.RETAIN_ATTEMPTS_DAYS,
    retain_stats_days: env.RETAIN_STATS_DAYS,
    alert_host: env.ALERT_URL === undefined ? null : new URL(env.ALERT_URL).host,
  }
}

export function installation(): Installation {
  if (current === null) throw new Error('setInstallation was not called.')
  return current
}
