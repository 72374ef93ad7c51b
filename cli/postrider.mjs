#!/usr/bin/env node
// Plain JavaScript, because an older Node must be able to say what is missing before it meets TypeScript.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(
    `postrider needs Node 24 or newer; this is ${process.version}. In its folder, npx takes the right one.\n`,
  )
  process.exit(2)
}
const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2), process.env)
