import type { Fault } from './fault.ts'
import { blackHoleOfAll, blackHoleOfOne } from './faults/black-hole.ts'
import { crashBeforeRecord } from './faults/crash-before-record.ts'
import { laneConnectionCut, laneHostVanishes } from './faults/lane-connection.ts'
import { oppositeOrder } from './faults/opposite-order.ts'
import { orderlyEnd } from './faults/orderly-end.ts'
import { postgresRestart } from './faults/postgres-restart.ts'
import { webKills } from './faults/web-kills.ts'
import { workerKills } from './faults/worker-kills.ts'

/** Every row of the table in docs/chaos.md that needs a whole installation, in its order. */
export const faults: Fault[] = [
  workerKills,
  crashBeforeRecord,
  laneConnectionCut,
  laneHostVanishes,
  oppositeOrder,
  webKills,
  postgresRestart,
  blackHoleOfAll,
  blackHoleOfOne,
  orderlyEnd,
]
