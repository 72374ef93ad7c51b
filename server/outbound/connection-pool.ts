import { type AddressLists, addressEntryFault } from './address-list.ts'
import { Exchange, type OutboundRequest } from './exchange.ts'
import { type DialTarget, dialTarget } from './guarded-dial.ts'
import { compileRestriction } from './judge-target.ts'
import type { OutboundPolicy } from './outbound-policy.ts'
import { OutboundFailure, type OutboundResult } from './outbound-result.ts'
import { type ConnectionOwner, PooledConnection } from './pooled-connection.ts'

export interface ConnectionPoolOptions {
  policy: OutboundPolicy
  /** Absolute http or https URL; what the policy refuses ends every attempt as `blocked`. */
  url: string
  /** Addresses and networks of the subscription: `AddressLists`. */
  allow: readonly string[]
  deny: readonly string[]
  /** The same of the tenant, which restrict the subscription's further. */
  tenantLists?: AddressLists
  /** Most sockets at once, at least 1. */
  connections: number
}

/**
 * The connections to one URL, for one subscription: a receiver that hangs on one path does not take the sockets of
 * another. Every request is a POST; nothing but the URL of the pool is ever dialled, whatever the receiver answers and
 * whatever proxies the environment names.
 */
export class ConnectionPool implements ConnectionOwner {
  readonly #url: URL | null = null
  readonly #target: DialTarget | OutboundFailure
  readonly #limit: number
  readonly #open = new Set<PooledConnection>()
  /** Last used first: the others may idle away. */
  readonly #idle: PooledConnection[] = []
  readonly #waiting: Exchange[] = []
  #closed = false

  constructor(options: ConnectionPoolOptions) {
    this.#limit = Math.max(1, options.connections)
    this.#url = URL.canParse(options.url) ? new URL(options.url) : null
    this.#target =
      this.#url === null ? new OutboundFailure('blocked', 'The URL is not valid.') : judged(options, this.#url)
  }

  /**
   * Sends one request. Resolves with what became of it, whatever the receiver or the network does; it never rejects.
   * With all connections busy it waits for one, and its deadline starts when it has it.
   */
  send(request: OutboundRequest): Promise<OutboundResult> {
    const exchange = new Exchange(request)
    if (this.#closed) exchange.fail(closed())
    else if (this.#target instanceof OutboundFailure) exchange.fail(this.#target)
    else this.#start(exchange)
    return exchange.result
  }

  /** Closes every connection at once. What is under way ends as `interrupted`. */
  async close(): Promise<void> {
    this.#closed = true
    for (const exchange of this.#waiting.splice(0)) exchange.fail(closed())
    for (const connection of this.#open) connection.destroy(closed())
  }

  connectionFree(connection: PooledConnection): void {
    if (this.#waiting.length === 0) {
      this.#idle.push(connection)
      return
    }
    // The parser is still at work on the answer below us: the next request starts on a clean stack.
    queueMicrotask(() => {
      const next = this.#nextWaiting()
      if (next) connection.carry(next)
      else this.#idle.push(connection)
    })
  }

  connectionGone(connection: PooledConnection): void {
    this.#forget(connection)
    const next = this.#closed ? undefined : this.#nextWaiting()
    if (next) this.#start(next)
  }

  exchangeUnsent(connection: PooledConnection, exchange: Exchange): void {
    this.#forget(connection)
    if (this.#closed) exchange.fail(closed())
    else this.#openConnection().carry(exchange)
  }

  #start(exchange: Exchange): void {
    if (exchange.ended) return
    const idle = this.#idle.pop()
    if (idle) idle.carry(exchange)
    else if (this.#open.size < this.#limit) this.#openConnection().carry(exchange)
    else this.#waiting.push(exchange)
  }

  #openConnection(): PooledConnection {
    const connection = new PooledConnection(this.#target as DialTarget, this.#url as URL, this)
    this.#open.add(connection)
    return connection
  }

  #forget(connection: PooledConnection): void {
    this.#open.delete(connection)
    const at = this.#idle.indexOf(connection)
    if (at !== -1) this.#idle.splice(at, 1)
  }

  /** Those that were given up while they waited are passed over. */
  #nextWaiting(): Exchange | undefined {
    let next = this.#waiting.shift()
    while (next?.ended) next = this.#waiting.shift()
    return next
  }
}

function judged(options: ConnectionPoolOptions, url: URL): DialTarget | OutboundFailure {
  const lists = [...(options.tenantLists ? [options.tenantLists] : []), { allow: options.allow, deny: options.deny }]
  const fault = lists
    .flatMap((list) => [...list.allow, ...list.deny])
    .map(addressEntryFault)
    .find((found) => found !== null)
  // A list that cannot be read must not open what it was meant to close.
  if (fault) return new OutboundFailure('blocked', fault)
  try {
    return dialTarget(options.policy, url, lists.map(compileRestriction))
  } catch (error) {
    if (error instanceof OutboundFailure) return error
    throw error
  }
}

function closed(): OutboundFailure {
  return new OutboundFailure('interrupted', 'The connection pool was closed.')
}
