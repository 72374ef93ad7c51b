import type { Replay } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { steerReplay } from './steer-replay.ts'

/** Hands nothing more to the lanes until it is resumed. */
export async function pauseReplay(actor: Actor, input: { id: string }): Promise<Replay> {
  return steerReplay(actor, input.id, { verb: 'pause', from: ['running'], to: 'paused' }, async () => undefined)
}
