import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Environment } from '../platform/env.ts'

const fileOf = (dataDir: string): string => join(dataDir, 'portal-url')

/** For other commands: the port is known to the start alone, which may have been given it or have taken a free one. */
export function recordPortalAddress(dataDir: string, publicUrl: string): void {
  writeFileSync(fileOf(dataDir), `${publicUrl}\n`)
}

export function forgetPortalAddress(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true })
}

/** Where the portal is that runs on DATA_DIR; with a database of its own, where PUBLIC_URL or PORT say that it is. */
export function portalAddress(env: Environment): string {
  if (env.PUBLIC_URL) return env.PUBLIC_URL
  const file = fileOf(resolve(env.DATA_DIR))
  if (!env.DATABASE_URL && existsSync(file)) return readFileSync(file, 'utf8').trim()
  return `http://localhost:${env.PORT}`
}
