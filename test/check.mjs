// npm run check: what needs no database and no browser.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, runBeside } from './commands.mjs'

const checks = [
  { name: 'format and lint', program: 'biome', args: ['ci', '--max-diagnostics=50', '.'] },
  { name: 'types', program: 'tsc', args: ['--noEmit', '-p', '.'] },
  {
    name: 'import directions',
    program: 'depcruise',
    args: ['app', 'components', 'server', 'workers', 'cli', 'test', 'e2e', 'bench'].filter((folder) =>
      existsSync(join(root, folder)),
    ),
  },
  { name: 'dead code', program: 'knip', args: [] },
]

/** Runs all of them at once: each is busy on one core, and most of the time is that of the types. Resolves with the names of those that failed. */
export async function runChecks() {
  const passed = await Promise.all(checks.map(({ name, program, args }) => runBeside(name, program, args)))
  return checks.filter((_, index) => !passed[index]).map(({ name }) => name)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exit((await runChecks()).length > 0 ? 1 : 0)
