import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret that encrypts session cookies: AUTH_SECRET, or one made on the first start and kept in DATA_DIR with mode
 * 0600. Several processes may start at once: the file appears complete or not at all, and the first one wins.
 */
export async function readAuthSecret(env: { AUTH_SECRET?: string | undefined; DATA_DIR: string }): Promise<string> {
  if (env.AUTH_SECRET) return env.AUTH_SECRET
  const path = join(env.DATA_DIR, 'auth-secret')
  const existing = await readFile(path, 'utf8').catch(absent)
  if (existing) return existing.trim()
  await mkdir(env.DATA_DIR, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  await chmod(draft, 0o600)
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  return (await readFile(path, 'utf8')).trim()
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
