import type { Environment } from '../platform/env.ts'

/** A webhook.site, public or self-hosted. */
export interface WebhookSite {
  /** Without a slash at its end. */
  readonly base: string
  readonly url: URL
  readonly apiKey: string | null
}

let current: WebhookSite | null = null

/** Called once, when a process starts that talks to it. */
export function setWebhookSite(env: Pick<Environment, 'WEBHOOK_SITE_URL' | 'WEBHOOK_SITE_API_KEY'>): void {
  if (env.WEBHOOK_SITE_URL === undefined) {
    current = null
    return
  }
  const url = new URL(env.WEBHOOK_SITE_URL)
  const base = url.origin + url.pathname.replace(/\/+$/, '')
  current = { base, url, apiKey: env.WEBHOOK_SITE_API_KEY ?? null }
}

/** null: the operator has not turned it on, because payloads leave the house. */
export function webhookSite(): WebhookSite | null {
  return current
}
