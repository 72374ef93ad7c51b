import { hash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'
import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { Scope } from '../contract/scopes.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { type Changes, FreshCache } from '../platform/fresh-cache.ts'
import { hashKey, keyUuid } from './key-format.ts'
import { findKeyForUse, type KeyForUse } from './key-use-store.ts'

/** A key whose secret was right. */
export interface KnownKey {
  uuid: string
  id: string
  name: string
  tenantId: string | null
  appId: string | null
  scopes: ReadonlySet<Scope>
  expiresAtMs: number
  /** null: from anywhere. */
  allowedIps: BlockList | null
  requireSignature: boolean
  publishRatePerSecond: number | null
}

/** Most keys one process remembers; beyond it the oldest are asked for again. */
const capacity = 20_000

/** Stands in for the hash of a key that does not exist, so that both cases take the same steps. */
const noHash = Buffer.alloc(32)

/** Knows the keys that are in use: one look into the database for a key's first request, then none until it changes. */
export class KeyDirectory {
  private readonly known: FreshCache<KnownKey>

  constructor(changes: Changes) {
    this.known = new FreshCache({
      changes,
      capacity,
      uuidsOf: (key) => [key.uuid, key.tenantId, key.appId],
    })
  }

  /** The key when it was right a moment ago: no statement, no wait. */
  peek(presented: string): KnownKey | undefined {
    return this.known.peek(hash('sha256', presented, 'base64'))
  }

  /** null for a key that is wrong, revoked or unknown: the caller cannot tell which. */
  find(presented: string): Promise<KnownKey | null> {
    return this.known.get(hash('sha256', presented, 'base64'), () => lookUp(presented))
  }
}

async function lookUp(presented: string): Promise<KnownKey | null> {
  const uuid = keyUuid(presented)
  if (uuid === null) return null
  const row = await findKeyForUse(uuid)
  const isRight = timingSafeEqual(hashKey(presented), row?.secretHash ?? noHash)
  return row && isRight ? knownKey(row) : null
}

function knownKey(row: KeyForUse): KnownKey {
  return {
    uuid: row.id,
    id: toId('apiKey', row.id),
    name: row.name,
    tenantId: row.tenantId,
    appId: row.appId,
    scopes: new Set(row.scopes),
    expiresAtMs: row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    allowedIps: row.allowedIps.length > 0 ? blockList(row.allowedIps) : null,
    requireSignature: row.requireSignature,
    publishRatePerSecond: row.publishRatePerSecond,
  }
}

function blockList(entries: string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address, prefix] = entry.split('/') as [string, string | undefined]
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

/** Whether the key may be used now and from `ip`; throws `key_expired` or `forbidden`. */
export function admitKey(key: KnownKey, ip: string | null): void {
  if (clock.now() >= key.expiresAtMs) {
    throw new PostriderError('key_expired', `The key ${key.id} has expired. Create or rotate to a new one.`)
  }
  if (key.allowedIps === null) return
  if (ip === null || !key.allowedIps.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4')) {
    throw new PostriderError('forbidden', `The key ${key.id} may not be used from ${ip ?? 'an unknown address'}.`)
  }
}

export function actorOfKey(key: KnownKey, ip: string | null, requestId: string): Actor {
  return {
    kind: 'key',
    id: key.id,
    name: key.name,
    tenantId: key.tenantId,
    appId: key.appId,
    scopes: key.scopes,
    ip,
    requestId,
  }
}
