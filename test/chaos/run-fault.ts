import { checkFacts, type Verdict } from './check-facts.ts'
import { collectFacts, comeToRest } from './collect-facts.ts'
import { type Allowance, noFault } from './facts.ts'
import type { Fault } from './fault.ts'
import { Installation } from './installation.ts'
import { seededRandom } from './seeded-random.ts'

export interface FaultResult extends Verdict {
  measured: string[]
}

export interface RunOptions {
  seed: number
  perSecond: number
  seconds: number
}

/** One fault on an installation of its own, and the checker's verdict. */
export async function runFault(fault: Fault, options: RunOptions): Promise<FaultResult> {
  const installation = await Installation.start({ webs: 2, workers: 3, ...fault.installation })
  try {
    return (await breakAndCheck(installation, fault, options, noFault)).result
  } finally {
    await installation.stop()
  }
}

/** Faults one after the other on one installation. The checker judges all that happened until then each time. */
export async function runFaultsTogether(
  faults: Fault[],
  options: RunOptions,
): Promise<{ fault: Fault; result: FaultResult }[]> {
  const installation = await Installation.start({ webs: 2, workers: 3 })
  try {
    let before = noFault
    const results: { fault: Fault; result: FaultResult }[] = []
    for (const fault of faults) {
      const seconds = fault.shortSeconds ?? options.seconds
      const { result, allowance } = await breakAndCheck(installation, fault, { ...options, seconds }, before)
      before = allowance
      results.push({ fault, result })
    }
    return results
  } finally {
    await installation.stop()
  }
}

async function breakAndCheck(
  installation: Installation,
  fault: Fault,
  options: RunOptions,
  before: Allowance,
): Promise<{ result: FaultResult; allowance: Allowance }> {
  const { perSecond, seconds } = options
  const outcome = await fault.run({ installation, random: seededRandom(options.seed), perSecond, seconds })
  await comeToRest(installation.database)
  const { database, receiver, publishers } = installation
  const facts = await collectFacts({ database, receiver, publishers })
  const allowance = sum(before, outcome.allowance)
  const verdict = checkFacts(facts, allowance)
  const own = outcome.judge?.(facts) ?? { violations: [], measured: [] }
  const result = {
    figures: verdict.figures,
    violations: [...outcome.violations, ...own.violations, ...verdict.violations],
    measured: [...outcome.measured, ...own.measured],
  }
  return { result, allowance }
}

function sum(a: Allowance, b: Allowance): Allowance {
  return {
    duplicates: a.duplicates + b.duplicates,
    interrupted: a.interrupted + b.interrupted,
    lateResults: a.lateResults || b.lateResults,
    lostJournals: a.lostJournals || b.lostJournals,
    waiting: a.waiting + b.waiting,
  }
}
