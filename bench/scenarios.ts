import type { Scenario } from './scenario.ts'
import { acceptOnly } from './scenarios/accept.ts'
import { drain } from './scenarios/drain.ts'
import { endToEnd } from './scenarios/end-to-end.ts'
import { exactMatching } from './scenarios/exact-matching.ts'
import { fanOut } from './scenarios/fan-out.ts'
import { deadBacklog, withHistory } from './scenarios/growth.ts'
import { deadSubscriptions, isolationFrom } from './scenarios/isolation.ts'
import { manyTenants } from './scenarios/many-tenants.ts'
import { replay } from './scenarios/replay.ts'
import { sustained } from './scenarios/sustained.ts'

/** In the order they run when none is named. */
export const scenarios: Scenario[] = [
  endToEnd(1_000),
  acceptOnly(1),
  acceptOnly(100),
  sustained,
  drain,
  fanOut,
  manyTenants,
  replay,
  exactMatching,
  ...['/hang', '/reset', '/slow', '/trickle'].map(isolationFrom),
  deadSubscriptions,
  deadBacklog,
  withHistory(1),
  withHistory(10),
]
