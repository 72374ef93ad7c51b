import type { Fault } from './fault.ts'
import { workerKills } from './faults/worker-kills.ts'

export const faults: Fault[] = [workerKills]
