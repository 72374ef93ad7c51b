import type { Environment } from '../platform/env.ts'

/** Where the operator is told of alerts. */
export interface AlertReceiver {
  url: URL
  /** `whsec_...`; null: what is sent there is not signed. */
  secret: string | null
  /** Of the portal, without a slash at its end. */
  portalUrl: string
}

let current: AlertReceiver | null = null

/** Called once, when a process starts that runs jobs. `publicUrl`: where people reach the portal. */
export function setAlertReceiver(env: Pick<Environment, 'ALERT_URL' | 'ALERT_SECRET'>, publicUrl: string): void {
  const portalUrl = publicUrl.replace(/\/+$/, '')
  current =
    env.ALERT_URL === undefined ? null : { url: new URL(env.ALERT_URL), secret: env.ALERT_SECRET ?? null, portalUrl }
}

/** null: alerts are shown and told to nobody. */
export function alertReceiver(): AlertReceiver | null {
  return current
}
