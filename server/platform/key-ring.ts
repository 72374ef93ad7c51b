import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The keys that seal secrets at rest. The first one seals; all of them unseal. */
export interface KeyRing {
  keys: readonly SealingKey[]
  /** Where the keys came from, in the words of an error message. */
  source: string
}

export interface SealingKey {
  /** Names the key inside what it sealed: 1 to 32 characters of a-z, 0-9, - and _. */
  id: string
  /** 32 bytes. */
  secret: Buffer
}

const keyId = /^[a-z0-9_-]{1,32}$/
const keyBytes = 32

const keyFile = z.object({ keys: z.array(z.object({ id: z.string(), key: z.string() })).min(1) })

/**
 * The ring in `ENCRYPTION_KEYS` ("id:base64 of 32 bytes, ..." newest first), or the one in `DATA_DIR/keys.json`, which
 * is made on the first start and readable by its owner alone. Throws an Error that says which key is at fault and
 * never shows one.
 */
export function loadKeyRing(env: { ENCRYPTION_KEYS?: string | undefined; DATA_DIR: string }): KeyRing {
  if (env.ENCRYPTION_KEYS !== undefined) return parseKeyRing(env.ENCRYPTION_KEYS)
  const path = join(env.DATA_DIR, 'keys.json')
  const text = readIfPresent(path) ?? createKeyFile(env.DATA_DIR, path)
  return readKeyFile(text, path)
}

/** Parses the value of `ENCRYPTION_KEYS`. */
export function parseKeyRing(text: string): KeyRing {
  const source = 'ENCRYPTION_KEYS'
  const keys = text.split(',').map((entry, index) => {
    const separator = entry.indexOf(':')
    if (separator < 0) throw new Error(`${source}: entry ${index + 1} must look like id:base64 of 32 bytes.`)
    return { id: entry.slice(0, separator).trim(), key: entry.slice(separator + 1).trim() }
  })
  return { keys: checkKeys(keys, source), source }
}

function readKeyFile(text: string, path: string): KeyRing {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Error(`${path} is not valid JSON. Restore it from a backup: secrets in the database need its keys.`)
  }
  const parsed = keyFile.safeParse(json)
  if (!parsed.success) throw new Error(`${path} must look like {"keys":[{"id":"...","key":"base64 of 32 bytes"}]}.`)
  return { keys: checkKeys(parsed.data.keys, path), source: path }
}

function checkKeys(keys: { id: string; key: string }[], source: string): SealingKey[] {
  const ids = new Set<string>()
  return keys.map(({ id, key }, index) => {
    if (!keyId.test(id)) {
      throw new Error(`${source}: the id of entry ${index + 1} must be 1 to 32 characters of a-z, 0-9, - and _.`)
    }
    if (ids.has(id)) throw new Error(`${source}: the key id "${id}" appears twice.`)
    ids.add(id)
    const secret = Buffer.from(key, 'base64')
    if (secret.length !== keyBytes || secret.toString('base64') !== key) {
      throw new Error(
        `${source}: key "${id}" must be the base64 of exactly ${keyBytes} bytes (openssl rand -base64 32).`,
      )
    }
    return { id, secret }
  })
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}): check who owns it.`)
  }
}

/** Several processes may start at once: the file appears whole or not at all, and the first one wins. */
function createKeyFile(folder: string, path: string): string {
  const key = { id: `k${randomBytes(4).toString('hex')}`, key: randomBytes(keyBytes).toString('base64') }
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(draft, `${JSON.stringify({ keys: [key] }, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  // The mode above is narrowed by umask only; a filesystem that ignores it at creation is told again.
  chmodSync(draft, 0o600)
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, 'utf8')
}
