import type { Alert } from '../contract/alert.ts'
import { alertTitle } from '../contract/alert-titles.ts'

/** What the operator's receiver gets. `text` is what chats show, Slack and Mattermost among them. */
export interface AlertMessage {
  type: 'alert.opened' | 'alert.resolved'
  text: string
  alert: Alert
}

/** `portalUrl`: without a slash at its end. */
export function alertMessage(alert: Alert, portalUrl: string): AlertMessage {
  const title = `${alertTitle({ kind: alert.kind, isResolved: alert.resolved_at !== null })}: ${alert.url ?? 'a subscription that is gone'}`
  const link = alert.subscription && `${portalUrl}/subscriptions/${alert.subscription}`
  if (alert.resolved_at === null) {
    return { type: 'alert.opened', text: [title, alert.message, link].filter(Boolean).join('\n'), alert }
  }
  const end = alert.unwatched ? 'Not watched any more' : 'Resolved'
  return { type: 'alert.resolved', text: [`${end}: ${title}`, link].filter(Boolean).join('\n'), alert }
}
