import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Writes prisma/generated from prisma/schema.prisma. Needs no network and no database. */
export function generateClient(): void {
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
  const result = spawnSync(process.execPath, [cli, 'generate'], {
    cwd: root,
    encoding: 'utf8',
    // `generate` looks for a native schema engine, which it then does not use; any program keeps it from downloading.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  })
  if (result.status !== 0)
    throw new Error(`The database client could not be generated:\n${result.stdout}${result.stderr}`)
}

if (import.meta.main) generateClient()
