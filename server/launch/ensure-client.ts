import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { projectRoot } from './project-root.ts'
import { sourceHash } from './source-hash.ts'

const stampFile = join(projectRoot, 'prisma/generated/.source-hash')

/**
 * Writes prisma/generated from prisma/schema.prisma unless it is there for this schema and these packages already.
 * Needs no network and no database.
 */
export function ensureClient(): void {
  const hash = sourceHash(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'])
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
  const result = spawnSync(process.execPath, [cli, 'generate'], {
    cwd: projectRoot,
    encoding: 'utf8',
    // `generate` looks for a native schema engine, which it then does not use; any program keeps it from downloading.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  })
  if (result.status !== 0)
    throw new Error(`The database client could not be generated: ${result.stdout}${result.stderr}`)
  writeFileSync(stampFile, hash)
}

if (import.meta.main) ensureClient()
