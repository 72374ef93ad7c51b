import { parseArgs } from 'node:util'
import { Api } from './installation.ts'
import { machineLine } from './machine.ts'
import { scenarios } from './scenarios.ts'
import { Stack } from './stack.ts'
import { StackProfile } from './stack-profile.ts'

// npm run bench [-- --profile] [scenario ...]: each scenario gets an installation of its own and prints its figures.
// --profile: also what web, worker and PostgreSQL spent their time on; the figures themselves are worse with it.
const { values: options, positionals: wanted } = parseArgs({
  options: { profile: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
})
if (options.help) {
  console.log('npm run bench [-- --profile] [scenario ...], without a scenario all of them:')
  for (const { name, about } of scenarios) console.log(`  ${name}: ${about}`)
  process.exit(0)
}
const unknown = wanted.filter((name) => !scenarios.some((scenario) => scenario.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no scenario ${unknown.join(', ')}. There are: ${scenarios.map(({ name }) => name).join(', ')}`,
  )
  process.exit(1)
}
console.log(machineLine())
for (const scenario of scenarios.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n${scenario.name}: ${scenario.about}`)
  const stack = await Stack.start({ profile: options.profile })
  const api = new Api(stack.web.port)
  try {
    const profile = options.profile ? await StackProfile.start(stack) : null
    for (const line of await scenario.run(stack, api)) console.log(`  ${line}`)
    for (const line of (await profile?.stop()) ?? []) console.log(`  ${line}`)
  } finally {
    await api.close()
    await stack.stop()
  }
}
