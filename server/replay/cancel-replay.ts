import type { Replay } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { settleReplay, takeBackQueued } from './replay-feed-store.ts'
import { steerReplay } from './steer-replay.ts'

/** Ends a replay and takes back what was handed to the lanes and is not sent yet. */
export async function cancelReplay(actor: Actor, input: { id: string }): Promise<Replay> {
  const move = { verb: 'cancel', from: ['running' as const, 'paused' as const], to: 'cancelled' as const }
  return steerReplay(actor, input.id, move, async (tx, replayId) => {
    await settleReplay(replayId, tx)
    await takeBackQueued(tx, replayId, `Its replay was cancelled by ${actor.name}.`)
  })
}
