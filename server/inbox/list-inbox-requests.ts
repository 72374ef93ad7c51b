import { uuidOf } from '../contract/ids.ts'
import type { InboxRequest, inboxOperations } from '../contract/inbox.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import { bodyExcerpt } from '../delivery/body-excerpt.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { millisecondsOf } from '../platform/uuid.ts'
import { verifySignature } from '../signing/verify-signature.ts'
import { findLiveSecrets } from '../subscriptions/subscription-secret-store.ts'
import { type InboxRequestRow, listRequestRows } from './inbox-request-store.ts'
import type { InboxRow } from './inbox-store.ts'
import { inboxUrl } from './inbox-view.ts'
import { mirrorRequests } from './mirror-requests.ts'
import { requireInbox } from './require-inbox.ts'
import { sentSide } from './sent-side.ts'
import { type AttemptName, readSentAttempts, subscriptionsTo } from './sent-side-store.ts'

type Operation = typeof inboxOperations.listInboxRequests

/** Of a body a list shows so much. */
const shownBytes = 64 * 1024

/** Newest first, each with the verdict on its signature and our side of it. */
export async function listInboxRequests(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const inbox = await requireInbox(actor, input.id)
  const keyset = readKeyset('inbox-requests', input)
  if (input.cursor === undefined) await mirrorRequests(inbox)
  const rows = await listRequestRows(inbox.tenantId, inbox.id, keyset)
  const secrets = await secretsOf(inbox)
  const names = rows.map(attemptName)
  const sent = await readSentAttempts(
    inbox,
    names.filter((name) => name !== null),
  )
  const bySignature = new Map(sent.map((attempt) => [`${attempt.deliveryId} ${attempt.signature}`, attempt]))
  return toPage(
    keyset,
    rows,
    (row) => row.id,
    (row): InboxRequest => {
      const name = attemptName(row)
      const match = name && bySignature.get(`${name.deliveryId} ${name.signature}`)
      return { ...requestView(row), signature: signatureOf(row, secrets), sent: match ? sentSide(match, row) : null }
    },
  )
}

/** Secrets of the subscription it is tied to, else of those that send to its URL. */
async function secretsOf(inbox: InboxRow): Promise<string[]> {
  const ids = inbox.subscriptionId === null ? await subscriptionsTo(inbox, inboxUrl(inbox)) : [inbox.subscriptionId]
  const live = await Promise.all(ids.map((id) => findLiveSecrets(database().prisma, inbox.tenantId, id)))
  return live.flat().map(({ secret }) => secret)
}

function headerOf(row: InboxRequestRow, name: string): string | null {
  return row.headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? null
}

function attemptName(row: InboxRequestRow): AttemptName | null {
  const deliveryId = uuidOf('delivery', headerOf(row, 'x-pt-delivery-id') ?? '')
  const attempt = Number(headerOf(row, 'x-pt-attempt'))
  const signature = headerOf(row, 'x-pt-signature')
  if (deliveryId === null || signature === null || !Number.isInteger(attempt) || Math.abs(attempt) > 1_000) return null
  return { deliveryId, attempt, signature }
}

function signatureOf(row: InboxRequestRow, secrets: string[]): InboxRequest['signature'] {
  if (secrets.length === 0) return null
  if (row.body.length < row.bodyBytes) {
    return { ok: false, step: null, message: 'The body is too large to be kept whole, so it cannot be verified here.' }
  }
  const headers: Record<string, string[]> = {}
  for (const [name, value] of row.headers) headers[name] = [...(headers[name] ?? []), value]
  const now = Math.floor(millisecondsOf(row.id) / 1000)
  const verdict = verifySignature({ headers, body: row.body, secrets, now })
  if (verdict.ok) return { ok: true, step: null, message: 'The signature is right.' }
  return { ok: false, step: verdict.step, message: verdict.message }
}

function requestView(row: InboxRequestRow): Omit<InboxRequest, 'signature' | 'sent'> {
  const shown = row.body.subarray(0, shownBytes)
  return {
    id: row.id,
    method: row.method,
    query: row.query,
    headers: row.headers,
    body: bodyExcerpt(shown, shown.length < row.bodyBytes),
    body_bytes: row.bodyBytes,
    body_sha256: Buffer.from(row.bodySha256).toString('hex'),
    ip: row.ip,
    answered: row.answered,
    received_at: new Date(millisecondsOf(row.id)).toISOString(),
  }
}
