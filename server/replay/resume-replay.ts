import type { Replay } from '../contract/replay.ts'
import type { Actor } from '../platform/actor.ts'
import { ringReplay } from './replay-job-store.ts'
import { steerReplay } from './steer-replay.ts'

/** Goes on behind the last delivery that was handed over. */
export async function resumeReplay(actor: Actor, input: { id: string }): Promise<Replay> {
  return steerReplay(actor, input.id, { verb: 'resume', from: ['paused'], to: 'running' }, ringReplay)
}
