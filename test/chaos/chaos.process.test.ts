import { expect, it } from 'vitest'
import { faults, shortPerSecond } from './faults.ts'
import { runFaultsTogether } from './run-fault.ts'

it('nothing is lost, forged or left behind when workers are killed, lane connections are cut and PostgreSQL crashes', async () => {
  const short = faults.filter((fault) => fault.shortSeconds !== undefined)
  const results = await runFaultsTogether(short, { seed: 1, perSecond: shortPerSecond, seconds: 10 })
  expect(Object.fromEntries(results.map(({ fault, result }) => [fault.name, result.violations]))).toEqual(
    Object.fromEntries(short.map((fault) => [fault.name, []])),
  )
}, 180_000)
