import type { Allowance, Facts } from './facts.ts'
import type { Installation, InstallationOptions } from './installation.ts'

/** What a fault works with. */
export interface FaultGround {
  installation: Installation
  /** Seeded: from 0 up to, not including, 1. */
  random: () => number
  /** Events per second of a background load. */
  perSecond: number
  /** Seconds that the fault goes on. */
  seconds: number
}

export interface FaultOutcome {
  /** What the checker may find and call explained. */
  allowance: Allowance
  /** Expectations of this fault alone that do not hold. */
  violations: string[]
  /** For the table: what was measured, in a few words each. */
  measured: string[]
  /** Expectations that need everything at rest. */
  judge?: (facts: Facts) => { violations: string[]; measured: string[] }
}

/** One row of the table in docs/chaos.md. */
export interface Fault {
  name: string
  about: string
  expected: string
  installation?: Partial<InstallationOptions>
  /** Set when the fault is part of a short run: how long it goes on there. */
  shortSeconds?: number
  /** How long it goes on in a full run. Default 20. */
  fullSeconds?: number
  run(ground: FaultGround): Promise<FaultOutcome>
}
