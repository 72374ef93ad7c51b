import { actorOfKey, admitKey, type KeyDirectory, type KnownKey } from '../api-keys/key-directory.ts'
import type { KeyUses } from '../api-keys/key-uses.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Actor } from '../platform/actor.ts'
import { LocalLimit } from '../rate-limit/local-limit.ts'
import { addressGroup } from './client-address.ts'

/** Wrong keys from one address: twenty at once, then one in two seconds. A person who mistypes never gets there. */
const guessLimit = { perSecond: 0.5, burst: 20 }

export interface Admitted {
  key: KnownKey
  /** As it was sent: the secret that signed requests are verified with. */
  presented: string
  actor: Actor
}

/** Lets requests in by their API key. */
export class Gate {
  private readonly directory: KeyDirectory
  private readonly uses: KeyUses
  private readonly guesses = new LocalLimit(guessLimit)

  constructor(directory: KeyDirectory, uses: KeyUses) {
    this.directory = directory
    this.uses = uses
  }

  /**
   * Throws `unauthenticated` for a missing or wrong key, `key_expired`, `forbidden` for an address the key may not be used
   * from, and `rate_limited` for every key that is not in use yet, right or wrong, from an address that guesses.
   */
  async admit(authorization: string | null, ip: string | null, requestId: string): Promise<Admitted> {
    const presented = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    if (presented === undefined) {
      throw new PostriderError('unauthenticated', 'Send an API key: Authorization: Bearer pt_...')
    }
    const key = this.directory.peek(presented) ?? (await this.find(presented, addressGroup(ip)))
    admitKey(key, ip)
    this.uses.note(key.uuid)
    return { key, presented, actor: actorOfKey(key, ip, requestId) }
  }

  private async find(presented: string, group: string): Promise<KnownKey> {
    const allowance = this.guesses.check(group)
    if (!allowance.isAllowed) {
      throw new PostriderError('rate_limited', 'Too many wrong API keys came from this address. Wait a little.', {
        retryAfterSeconds: allowance.retryAfterSeconds,
      })
    }
    const key = await this.directory.find(presented)
    if (key) return key
    this.guesses.take(group)
    throw new PostriderError('unauthenticated', 'This API key does not exist or was revoked.')
  }
}
