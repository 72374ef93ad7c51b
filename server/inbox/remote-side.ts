import { PostriderError } from '../contract/errors.ts'
import { type WebhookSite, webhookSite } from '../webhook-site/webhook-site.ts'
import type { InboxRow } from './inbox-store.ts'

/** The webhook.site that keeps an inbox. Null: it is our own, or the operator turned that site off: nobody asks it any more. */
export function siteOf(row: Pick<InboxRow, 'token' | 'remoteUrl'>): WebhookSite | null {
  const site = webhookSite()
  return site !== null && row.remoteUrl === remoteUrl(site, row.token) ? site : null
}

/** The one that new inboxes may be made at. */
export function requireWebhookSite(): WebhookSite {
  const site = webhookSite()
  if (site === null) {
    throw new PostriderError(
      'conflict',
      'Inboxes at webhook.site are off; the operator turns them on with WEBHOOK_SITE_URL.',
    )
  }
  return site
}

export function remoteUrl(site: WebhookSite, token: string): string {
  return `${site.base}/${token}`
}
