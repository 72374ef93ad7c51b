import type { Fault } from './fault.ts'
import { laneConnectionCut, laneHostVanishes } from './faults/lane-connection.ts'
import { postgresRestart } from './faults/postgres-restart.ts'
import { workerKills } from './faults/worker-kills.ts'

/** Every row of the table in docs/chaos.md that needs a whole installation, in its order. */
export const faults: Fault[] = [workerKills, laneConnectionCut, laneHostVanishes, postgresRestart]
