import type { Scenario } from './scenario.ts'
import { endToEnd } from './scenarios/end-to-end.ts'

export const scenarios: Scenario[] = [endToEnd(1_000), endToEnd(2_500)]
