import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { SignedRequest } from '../contract/delivery-request.ts'
import { notFound, PostriderError } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import { deliveryRequest } from '../lanes/delivery-request.ts'
import { loadLaneConfigs } from '../lanes/lane-config-store.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { transaction } from '../platform/transaction.ts'
import { newUuid } from '../platform/uuid.ts'
import { curlCommand } from './curl-command.ts'
import { readSendable } from './delivery-store.ts'

/** How old a signature may be for receivers that check it, as docs/signatures.md asks of them. */
const toleranceMs = 5 * 60_000

/**
 * A delivery as a command that sends it, signed now with the secrets that are live. Sends nothing. Recorded: whoever has it can
 * act in our name for five minutes.
 */
export async function signDeliveryRequest(actor: Actor, input: { id: string }): Promise<SignedRequest> {
  const uuid = uuidOf('delivery', input.id)
  const sendable = uuid === null ? null : await readSendable(actor, uuid)
  if (!sendable) throw notFound('delivery', input.id)
  if (sendable.body === null) {
    throw new PostriderError('conflict', 'The event of this delivery is past its retention: its body is gone.')
  }
  const config = (await loadLaneConfigs([sendable.subscriptionId], [])).get(sendable.subscriptionId)
  if (!config || config.secrets.length === 0) {
    throw new PostriderError(
      'conflict',
      'The subscription of this delivery was deleted: there is no secret to sign with.',
    )
  }
  const now = clock.now()
  const member = { ...sendable, body: sendable.body }
  const request = deliveryRequest(config, [member], config.mode === 'batch' ? newUuid() : null, now)
  await transaction((tx) =>
    recordAuditEntry(tx, actor, {
      action: 'delivery.sign_request',
      targetKind: 'delivery',
      targetId: input.id,
      tenantId: sendable.tenantId,
    }),
  )
  return {
    curl: curlCommand(config.url, request),
    signed_at: new Date(now).toISOString(),
    valid_until: new Date(now + toleranceMs).toISOString(),
  }
}
