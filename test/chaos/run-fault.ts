import { checkFacts, type Verdict } from './check-facts.ts'
import { collectFacts, comeToRest } from './collect-facts.ts'
import type { Fault } from './fault.ts'
import { Installation } from './installation.ts'
import { seededRandom } from './seeded-random.ts'

export interface FaultResult extends Verdict {
  measured: string[]
}

/** One fault on an installation of its own, and the checker's verdict. */
export async function runFault(
  fault: Fault,
  options: { seed: number; perSecond: number; seconds: number },
): Promise<FaultResult> {
  const installation = await Installation.start({ webs: 2, workers: 3, ...fault.installation })
  try {
    const { perSecond, seconds } = options
    const outcome = await fault.run({ installation, random: seededRandom(options.seed), perSecond, seconds })
    await comeToRest(installation.database)
    const { database, receiver, publishers } = installation
    const facts = await collectFacts({ database, receiver, publishers })
    const verdict = checkFacts(facts, outcome.allowance)
    const own = outcome.judge?.(facts) ?? { violations: [], measured: [] }
    return {
      figures: verdict.figures,
      violations: [...outcome.violations, ...own.violations, ...verdict.violations],
      measured: [...outcome.measured, ...own.measured],
    }
  } finally {
    await installation.stop()
  }
}
