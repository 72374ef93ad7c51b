import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { machineLine } from '../../bench/machine.ts'
import { faults } from './faults.ts'
import { runFault } from './run-fault.ts'

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
let failed = 0
for (const fault of faults) {
  if (values.only ? !values.only.includes(fault.name) : values.short && fault.shortSeconds === undefined) continue
  const seconds = (values.short ? fault.shortSeconds : undefined) ?? fault.fullSeconds ?? 20
  console.log(`\n${fault.name}: ${fault.about}\n  expected: ${fault.expected}`)
  try {
    const result = await runFault(fault, { seed, perSecond: values.short ? 100 : 500, seconds })
    for (const line of result.measured) console.log(`  ${line}`)
    const figures = Object.entries(result.figures).map(([name, value]) => `${name} ${value}`)
    console.log(`  ${figures.join(', ')}`)
    for (const violation of result.violations) console.log(`  DOES NOT HOLD ${violation}`)
    if (result.violations.length > 0) failed += 1
    else console.log('  holds')
  } catch (error) {
    failed += 1
    console.log(`  DOES NOT HOLD: ${error instanceof Error ? error.stack : error}`)
  }
}
console.log(failed === 0 ? '\nAll faults hold.' : `\n${failed} faults do not hold.`)
process.exit(failed === 0 ? 0 : 1)
