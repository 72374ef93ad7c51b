import type { Prisma } from '../../prisma/generated/client.ts'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Replay, ReplayStatus } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { moveReplay } from './replay-store.ts'
import { replayView } from './replay-view.ts'
import { requireReplay } from './require-replay.ts'

/**
 * Moves a replay to another status, with its audit entry and whatever `act` does in the same transaction. A replay that is there
 * already stays as it is; `conflict` when it is in none of `from`.
 */
export async function steerReplay(
  actor: Actor,
  id: string,
  move: { verb: string; from: ReplayStatus[]; to: ReplayStatus },
  act: (tx: Prisma.TransactionClient, replayId: string) => Promise<void>,
): Promise<Replay> {
  const row = await requireReplay(actor, id)
  if (row.status === move.to) return replayView(row)
  await database().prisma.$transaction(
    async (tx) => {
      if (!(await moveReplay(tx, row.id, move.from, move.to))) {
        throw new PostriderError('conflict', `The replay is ${row.status}: there is nothing left to ${move.verb}.`)
      }
      await act(tx, row.id)
      await recordAuditEntry(tx, actor, {
        action: `replay.${move.verb}`,
        targetKind: 'replay',
        targetId: id,
        tenantId: row.tenantId,
        before: { status: row.status },
        after: { status: move.to },
      })
    },
    { timeout: 30_000 },
  )
  return replayView(await requireReplay(actor, id))
}
