import type { Fault } from './fault.ts'
import { badReceivers } from './faults/bad-receivers.ts'
import { blackHoleOfAll, blackHoleOfOne } from './faults/black-hole.ts'
import { changesDuringAttempt } from './faults/changes-during-attempt.ts'
import { crashBeforeRecord } from './faults/crash-before-record.ts'
import { laneConnectionCut, laneHostVanishes } from './faults/lane-connection.ts'
import { openTransaction } from './faults/open-transaction.ts'
import { oppositeOrder } from './faults/opposite-order.ts'
import { orderlyEnd } from './faults/orderly-end.ts'
import { postgresRestart } from './faults/postgres-restart.ts'
import { retryAfter } from './faults/retry-after.ts'
import { webKills } from './faults/web-kills.ts'
import { workerKills } from './faults/worker-kills.ts'
import { wrongClock } from './faults/wrong-clock.ts'

/** Every row of the table in docs/chaos.md that needs a whole installation, in its order. */
export const faults: Fault[] = [
  workerKills,
  crashBeforeRecord,
  laneConnectionCut,
  laneHostVanishes,
  changesDuringAttempt,
  oppositeOrder,
  webKills,
  postgresRestart,
  blackHoleOfAll,
  blackHoleOfOne,
  orderlyEnd,
  badReceivers,
  retryAfter,
  openTransaction,
  wrongClock,
]

/** Events per second of a short run: it is part of the tests, beside whatever else the machine does. */
export const shortPerSecond = 100
