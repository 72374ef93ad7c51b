import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf } from '../contract/operation.ts'
import type { ReplayPlan, replayOperations } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { millisecondsOf, newUuid } from '../platform/uuid.ts'
import { firstUuidOf } from '../platform/uuid-range.ts'
import { requireSubscription } from '../subscriptions/require-subscription.ts'
import { resolveOwnTenant, resolveTenant } from '../tenants/resolve-tenant.ts'
import { countFitting, pickFitting } from './fitting-candidates.ts'
import { findReplayTargets, positionOf, type ReplayCandidate, type ReplayTarget } from './replay-candidate-store.ts'
import { replayHold } from './replay-hold.ts'
import { ringReplay } from './replay-job-store.ts'
import { insertReplay, type ReplayRequest } from './replay-store.ts'
import { replayView } from './replay-view.ts'
import { replayWindow } from './replay-window.ts'

type Input = InputOf<typeof replayOperations.createReplay>

const sampleSize = 10
/** Of those left out, and of those that wait. */
const shownTargets = 20

/**
 * Counts what would be sent again and, unless `dry_run`, begins. Throws `conflict` with the reason when the one subscription
 * asked for is disabled.
 */
export async function createReplay(actor: Actor, input: Input): Promise<ReplayPlan> {
  const request = await requestOf(actor, input)
  const targets = await findReplayTargets(request)
  const sendable = targets.filter((target) => target.status !== 'disabled')
  const leftOut = targets.filter((target) => target.status === 'disabled')
  if (request.subscriptionId !== null && sendable.length === 0) {
    throw new PostriderError('conflict', 'The subscription is disabled. Resume it first, then replay.')
  }
  const choice = {
    ...request,
    subscriptionIds: sendable.map((target) => target.id),
    from: firstUuidOf(request.fromAt.getTime()),
    until: firstUuidOf(request.toAt.getTime()),
  }
  const counts = await countFitting(choice)
  const sample = await pickFitting(choice, null, sampleSize)
  const id = newUuid()
  if (!input.dry_run) await begin(actor, id, request, counts)
  return planOf(actor, { id: input.dry_run ? null : id, request, counts, sample, sendable, leftOut })
}

async function requestOf(actor: Actor, input: Input): Promise<ReplayRequest> {
  const named = input.subscription === undefined ? null : await requireSubscription(actor, input.subscription)
  const tenantId =
    named !== null && input.tenant === undefined ? named.tenantId : await resolveOwnTenant(actor, input.tenant)
  if (named !== null && named.tenantId !== tenantId) {
    await resolveTenant(actor, input.tenant as string)
    const message = 'The subscription belongs to another tenant.'
    throw new PostriderError('validation_failed', message, { errors: [{ pointer: '/subscription', message }] })
  }
  return {
    tenantId,
    appId: actor.appId,
    subscriptionId: named?.id ?? null,
    ...replayWindow(input, clock.now()),
    types: input.types ?? null,
    include: input.include,
    matching: null,
    ratePerSecond: input.rate_per_second ?? null,
  }
}

async function begin(
  actor: Actor,
  id: string,
  request: ReplayRequest,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  await database().prisma.$transaction(async (tx) => {
    await insertReplay(tx, id, request, actor.name, counts)
    await recordAuditEntry(tx, actor, {
      action: 'replay.create',
      targetKind: 'replay',
      targetId: toId('replay', id),
      tenantId: request.tenantId,
      after: {
        subscription: request.subscriptionId && toId('subscription', request.subscriptionId),
        from: request.fromAt.toISOString(),
        to: request.toAt.toISOString(),
        types: request.types,
        include: request.include,
        rate_per_second: request.ratePerSecond,
        total: sum(counts),
      },
    })
    await ringReplay(tx, id)
  })
}

function planOf(
  actor: Actor,
  plan: {
    id: string | null
    request: ReplayRequest
    counts: ReadonlyMap<string, number>
    sample: ReplayCandidate[]
    sendable: ReplayTarget[]
    leftOut: ReplayTarget[]
  },
): ReplayPlan {
  const total = sum(plan.counts)
  const urls = new Map(plan.sendable.map((target) => [target.id, target.url]))
  const view = replayView({
    ...plan.request,
    id: plan.id ?? newUuid(),
    url: plan.request.subscriptionId && (urls.get(plan.request.subscriptionId) ?? null),
    status: 'running',
    total,
    queued: 0,
    done: 0,
    failed: 0,
    remaining: total,
    speed: null,
    createdBy: actor.name,
    createdAt: new Date(clock.now()),
    completedAt: null,
  })
  return {
    ...view,
    id: plan.id === null ? null : view.id,
    status: plan.id === null ? 'dry_run' : 'running',
    sample: plan.sample.map((candidate) => ({
      subscription: toId('subscription', candidate.subscriptionId),
      url: urls.get(candidate.subscriptionId) as string,
      event: toId('event', candidate.eventId),
      type: candidate.type,
      delivery: candidate.deliveryId === null ? null : toId('delivery', candidate.deliveryId),
      status: candidate.status,
      created_at: new Date(millisecondsOf(positionOf(candidate))).toISOString(),
    })),
    left_out: plan.leftOut.slice(0, shownTargets).map((target) => ({
      subscription: toId('subscription', target.id),
      url: target.url,
      reason: 'It is disabled.',
    })),
    held: heldOf(plan.sendable.filter((target) => plan.counts.has(target.id))),
  }
}

function heldOf(targets: ReplayTarget[]): ReplayPlan['held'] {
  return targets
    .flatMap((target) => {
      const hold = replayHold(target, clock.now())
      return hold ? { ...hold, subscription: toId('subscription', target.id), url: target.url } : []
    })
    .slice(0, shownTargets)
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0)
}
