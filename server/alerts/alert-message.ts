import type { Alert } from '../contract/alert.ts'

/** What the operator's receiver gets. `text` is what chats show, Slack and Mattermost among them. */
export interface AlertMessage {
  type: 'alert.opened' | 'alert.resolved'
  text: string
  alert: Alert
}

const titles: Record<string, string> = {
  subscription_disabled: 'A subscription was disabled',
  circuit_open: 'A receiver keeps failing',
  dead_letters_growing: 'Deliveries are given up',
  oldest_waiting: 'Deliveries are late',
}

/** `portalUrl`: without a slash at its end. */
export function alertMessage(alert: Alert, portalUrl: string): AlertMessage {
  const title = `${titles[alert.kind] ?? alert.kind}: ${alert.url ?? 'a subscription that is gone'}`
  const link = alert.subscription && `${portalUrl}/subscriptions/${alert.subscription}`
  if (alert.resolved_at === null) {
    return { type: 'alert.opened', text: [title, alert.message, link].filter(Boolean).join('\n'), alert }
  }
  const end = alert.unwatched ? 'Not watched any more' : 'Resolved'
  return { type: 'alert.resolved', text: [`${end}: ${title}`, link].filter(Boolean).join('\n'), alert }
}
