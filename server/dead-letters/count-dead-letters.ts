import type { deadLetterOperations } from '../contract/dead-letter.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import { listHeldReceivers } from '../delivery/list-held-receivers.ts'
import type { Actor } from '../platform/actor.ts'
import { countChosen } from './dead-letter-action-store.ts'
import { choiceOf } from './dead-letter-selection.ts'

type Operation = typeof deadLetterOperations.countDeadLetters

/** Beyond this the exact number helps nobody decide, and counting takes seconds. */
const most = 100_000

/** How many dead letters a filter means, before somebody acts on them. */
export async function countDeadLetters(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const counted = await countChosen(await choiceOf(actor, { filter: input }), most)
  const sum = (count: 'total' | 'sendable' | 'absent') => counted.reduce((total, lane) => total + lane[count], 0)
  return {
    total: sum('total'),
    sendable: sum('sendable'),
    absent: sum('absent'),
    is_capped: sum('total') === most,
    held: await listHeldReceivers(new Map(counted.map((lane) => [lane.subscriptionId, lane.sendable]))),
  }
}
