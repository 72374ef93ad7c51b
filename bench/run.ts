import { Api } from './installation.ts'
import { machineLine } from './machine.ts'
import { scenarios } from './scenarios.ts'
import { Stack } from './stack.ts'

// npm run bench [scenario ...]: each scenario gets an installation of its own and prints its figures.
const wanted = process.argv.slice(2)
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
  const stack = await Stack.start()
  const api = new Api(stack.web.port)
  try {
    for (const line of await scenario.run(stack, api)) console.log(`  ${line}`)
  } finally {
    await api.close()
    await stack.stop()
  }
}
