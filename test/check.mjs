// npm run check: what needs no database and no browser.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { heading, root, run } from './commands.mjs'

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

/** Runs all of them, also after one failed. Returns the names of those that did. */
export function runChecks() {
  return checks.flatMap(({ name, program, args }) => {
    heading(name)
    return run(program, args) ? [] : [name]
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exit(runChecks().length > 0 ? 1 : 0)
