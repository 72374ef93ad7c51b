import type { Alert } from '../contract/alert.ts'
import { guardedRequest } from '../outbound/guarded-request.ts'
import { OutboundFailure } from '../outbound/outbound-result.ts'
import { clock } from '../platform/clock.ts'
import { logger } from '../platform/logger.ts'
import { signatureHeaders } from '../signing/sign-request.ts'
import { alertMessage } from './alert-message.ts'
import { type AlertReceiver, alertReceiver } from './alert-receiver.ts'
import { findUntoldAlerts, markTold } from './alert-store.ts'
import { alertView } from './alert-view.ts'

/** Told by one run; the others a minute later. */
const mostAtOnce = 50
const deadlineMs = 10_000
const maxBytes = 1024 * 1024

/**
 * Tells the operator's receiver, where there is one, which alerts opened and which were resolved, in that order and at least once.
 * What it does not take is tried again a minute later, for a day.
 */
export async function tellAlerts(): Promise<void> {
  const receiver = alertReceiver()
  if (receiver === null) return
  for (const row of await findUntoldAlerts(mostAtOnce)) {
    const fault = await tell(receiver, alertView(row))
    if (fault !== null) {
      // Whoever did not take this one takes no other now.
      logger.warn({ host: receiver.url.host, fault }, 'ALERT_URL did not take an alert: it is told again in a minute')
      return
    }
    await markTold(row)
  }
}

/** Null, or why it was not taken. */
async function tell({ url, secret, portalUrl }: AlertReceiver, alert: Alert): Promise<string | null> {
  const body = JSON.stringify(alertMessage(alert, portalUrl))
  const timestamp = Math.floor(clock.now() / 1000)
  const messageId = `${alert.id}_${alert.resolved_at === null ? 'opened' : 'resolved'}`
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Postrider/1',
    ...(secret && signatureHeaders({ secrets: [secret], timestamp, messageId, body: Buffer.from(body) })),
  }
  try {
    const { status } = await guardedRequest({ method: 'POST', url, headers, body, deadlineMs, maxBytes })
    return status >= 200 && status < 300 ? null : `it answered ${status}`
  } catch (error) {
    if (error instanceof OutboundFailure) return error.message
    throw error
  }
}
