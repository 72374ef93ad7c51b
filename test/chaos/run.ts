import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { machineLine } from '../../bench/machine.ts'
import type { Fault } from './fault.ts'
import { faults, shortPerSecond } from './faults.ts'
import { type FaultResult, runFault, runFaultsTogether } from './run-fault.ts'

// npm run chaos [-- --seed 7 --only worker-kills --short]: every fault on an installation of its own.
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'string', multiple: true },
    short: { type: 'boolean', default: false },
  },
})
const unknown = values.only?.filter((name) => !faults.some((fault) => fault.name === name)) ?? []
if (unknown.length > 0) {
  console.error(`There is no fault ${unknown.join(', ')}. There are: ${faults.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
console.log(`${machineLine()}, seed ${seed}`)
const chosen = faults.filter(
  (fault) => (values.only?.includes(fault.name) ?? true) && (!values.short || fault.shortSeconds !== undefined),
)
let failed = 0
if (values.short) {
  for (const { fault, result } of await runFaultsTogether(chosen, { seed, perSecond: shortPerSecond, seconds: 10 }))
    report(fault, result)
} else {
  for (const fault of chosen) {
    try {
      report(fault, await runFault(fault, { seed, perSecond: 500, seconds: fault.fullSeconds ?? 20 }))
    } catch (error) {
      failed += 1
      console.log(`\n${fault.name} COULD NOT RUN: ${error instanceof Error ? error.stack : error}`)
    }
  }
}
console.log(failed === 0 ? '\nAll faults hold.' : `\n${failed} faults do not hold.`)
process.exit(failed === 0 ? 0 : 1)

function report(fault: Fault, result: FaultResult): void {
  console.log(`\n${fault.name}: ${fault.about}\n  expected: ${fault.expected}`)
  for (const line of result.measured) console.log(`  ${line}`)
  const figures = Object.entries(result.figures).map(([name, value]) => `${name} ${value}`)
  console.log(`  ${figures.join(', ')}`)
  for (const violation of result.violations) console.log(`  DOES NOT HOLD ${violation}`)
  if (result.violations.length > 0) failed += 1
  else console.log('  holds')
}
