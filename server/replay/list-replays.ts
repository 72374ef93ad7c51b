import type { InputOf, OutputOf } from '../contract/operation.ts'
import type { replayOperations } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { readKeyset, toPage } from '../platform/keyset.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { listReplayRows } from './replay-store.ts'
import { replayView } from './replay-view.ts'

type Operation = typeof replayOperations.listReplays

/** Newest first. */
export async function listReplays(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const keyset = readKeyset('replays', input)
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const rows = await listReplayRows({ tenantId, appId: actor.appId }, keyset, { status: input.status })
  return toPage(keyset, rows, (row) => row.id, replayView)
}
