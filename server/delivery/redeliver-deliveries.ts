import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { BulkRedelivery, DeliverySelection, DeliverySelectionFilter } from '../contract/delivery-bulk.ts'
import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { transaction } from '../platform/transaction.ts'
import { millisecondsOf, newUuid } from '../platform/uuid.ts'
import { ringReplay } from '../replay/replay-job-store.ts'
import { insertReplay } from '../replay/replay-store.ts'
import { countMatching, listSendable, type MatchedLane } from './delivery-match-store.ts'
import { type ChosenDeliveries, chooseDeliveries } from './delivery-selection.ts'
import { closedReason, leftOutOf } from './left-out.ts'
import { listHeldReceivers } from './list-held-receivers.ts'
import { insertRedeliveries } from './redelivery-store.ts'

/** More would be counted for seconds; a replay by time window has no such bound. */
const most = 1_000_000

/** One statement's worth. */
const chunk = 1_000

/**
 * Sends deliveries again, each as a run of its own beside whatever is scheduled. Named ones, and those found by their payload, are
 * with the lanes when it returns; a filter becomes a replay. Throws `conflict` with the reason when there is nobody to send to.
 */
export async function redeliverDeliveries(actor: Actor, input: DeliverySelection): Promise<BulkRedelivery> {
  const chosen = await chooseDeliveries(actor, input)
  const lanes = await countMatching(chosen.reach, chosen.filter, most + 1)
  const open = lanes.filter((lane) => closedReason(lane) === null && lane.sendable > 0)
  const leftOut = leftOutOf(lanes, input.ids && new Set(input.ids).size)
  const plan: BulkRedelivery = {
    dry_run: input.dry_run,
    redelivered: open.reduce((sum, lane) => sum + lane.sendable, 0),
    left_out: leftOut,
    held: await listHeldReceivers(new Map(open.map((lane) => [lane.subscriptionId, lane.sendable]))),
    replay: null,
    before: new Date(chosen.beforeMs).toISOString(),
    searched: chosen.searched,
  }
  if (lanes.reduce((sum, lane) => sum + lane.matched, 0) > most) {
    throw new PostriderError('validation_failed', 'More than 1,000,000 deliveries match. Narrow the filter by time.')
  }
  if (input.dry_run) return plan
  if (plan.redelivered === 0) {
    const refusal = lanes.map(closedReason).find((reason) => reason !== null)
    if (refusal) throw new PostriderError('conflict', refusal)
    return plan
  }
  if (chosen.filter.ids) return { ...plan, redelivered: await sendNow(actor, chosen, input) }
  return { ...plan, replay: await beginReplay(actor, chosen, input.filter ?? {}, open) }
}

async function sendNow(actor: Actor, chosen: ChosenDeliveries, input: DeliverySelection): Promise<number> {
  const sendable = await listSendable(chosen.reach, chosen.filter)
  let redelivered = 0
  for (const [tenantId, ofTenant] of Map.groupBy(sendable, (delivery) => delivery.tenantId)) {
    for (let at = 0; at < ofTenant.length; at += chunk) {
      const ids = ofTenant.slice(at, at + chunk).map(({ id }) => id)
      redelivered += await transaction(async (tx) => {
        const added = await insertRedeliveries(ids, 'replay', tx)
        await recordAuditEntry(tx, actor, {
          action: 'deliveries.redeliver',
          targetKind: 'deliveries',
          targetId: input.ids ? 'selection' : 'filter',
          tenantId,
          after: { ...input.filter, redelivered: added },
        })
        return added
      })
    }
  }
  return redelivered
}

/** Returns its public id. */
async function beginReplay(
  actor: Actor,
  chosen: ChosenDeliveries,
  named: DeliverySelectionFilter,
  lanes: MatchedLane[],
): Promise<string> {
  const [first] = lanes as [MatchedLane]
  if (lanes.some((lane) => lane.tenantId !== first.tenantId)) {
    const message = 'These deliveries belong to several tenants: name one.'
    throw new PostriderError('validation_failed', message, { errors: [{ pointer: '/filter/tenant', message }] })
  }
  const { status, error, code, codeClass, eventId, type, subscriptionId } = chosen.filter
  const id = newUuid()
  const replay = toId('replay', id)
  await database().prisma.$transaction(async (tx) => {
    const request = {
      tenantId: first.tenantId,
      appId: chosen.reach.appId,
      subscriptionId: subscriptionId ?? null,
      fromAt: new Date(Math.min(...lanes.map((lane) => millisecondsOf(lane.oldestId)))),
      toAt: new Date(chosen.beforeMs),
      types: type === undefined ? null : [type],
      include: 'all' as const,
      matching: {
        ...(status && { status }),
        ...(error && { error }),
        ...(code && { code }),
        ...(codeClass && { code_class: codeClass }),
        ...(eventId && { event: eventId }),
      },
      ratePerSecond: null,
    }
    await insertReplay(tx, id, request, actor.name, new Map(lanes.map((lane) => [lane.subscriptionId, lane.sendable])))
    await recordAuditEntry(tx, actor, {
      action: 'deliveries.redeliver',
      targetKind: 'replay',
      targetId: replay,
      tenantId: first.tenantId,
      after: { ...named, total: lanes.reduce((sum, lane) => sum + lane.sendable, 0) },
    })
    await ringReplay(tx, id)
  })
  return replay
}
