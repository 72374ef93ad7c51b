import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { replayOperations } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { requireSubscriptionId } from '../subscriptions/require-subscription.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { shownLanes } from './get-replay.ts'
import { isWaiting, laneView } from './lane-view.ts'
import { listReplayLanes, listReplayRows, type ReplayRow } from './replay-store.ts'
import { replayView } from './replay-view.ts'

type Operation = typeof replayOperations.listReplays

/** Newest first. */
export async function listReplays(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('replays', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const reach = { tenantId, appId: actor.appId }
  const subscriptionId = input.subscription && (await requireSubscriptionId(reach, input.subscription))
  const rows = await listReplayRows(reach, keyset, { status: input.status, subscriptionId })
  const waiting = new Map(await Promise.all(rows.map(async (row) => [row.id, await waits(row)] as const)))
  return toPage(
    keyset,
    rows,
    (row) => row.id,
    (row) => ({ ...replayView(row), waiting: waiting.get(row.id) === true }),
  )
}

/** Few of a list run. */
async function waits(row: ReplayRow): Promise<boolean> {
  if (row.status !== 'running') return false
  const lanes = await listReplayLanes(row.tenantId, row.id, shownLanes)
  return isWaiting(
    row,
    lanes.map((lane) => laneView(row, lane)),
  )
}
