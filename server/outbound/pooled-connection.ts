import type { Socket } from 'node:net'
import { Client } from 'undici'
import type { Exchange, ExchangeOwner } from './exchange.ts'
import { type DialTarget, dial, newDialTrace } from './guarded-dial.ts'
import type { OutboundFailure } from './outbound-result.ts'

/** What a connection tells the pool. */
export interface ConnectionOwner {
  /** It idles and can carry the next request. */
  connectionFree(connection: PooledConnection): void
  /** It is closed; forget it. */
  connectionGone(connection: PooledConnection): void
  /** It is closed, and the exchange it was given was not sent. */
  exchangeUnsent(connection: PooledConnection, exchange: Exchange): void
}

/** Receivers and balancers close idle connections after a minute or so; we do it first. */
const idleMs = 30_000
/**
 * A connection is given up this long before the receiver says it will close it (`Keep-Alive: timeout=`), so that a
 * request does not meet the closing.
 */
const idleMarginMs = 1_500
const maxResponseHeaderBytes = 16 * 1024

/**
 * One socket at a time, one request at a time: so a request knows which socket carried it and how long that took to
 * open. undici's client speaks the protocol; the socket comes from the guarded dial.
 *
 * A receiver may close an idle connection in the moment a request goes out on it. undici checks the socket before
 * writing and, when nothing was written yet, opens another. Once bytes are out nobody can know whether the receiver
 * acted on them, so that attempt is a `connection_reset` and the retry schedule decides, visibly.
 */
export class PooledConnection implements ExchangeOwner {
  remoteAddress: string | null = null
  readonly #client: Client
  readonly #target: DialTarget
  readonly #path: string
  readonly #owner: ConnectionOwner
  #exchange: Exchange | null = null
  #dialling: AbortController | null = null
  #gone = false

  constructor(target: DialTarget, url: URL, owner: ConnectionOwner) {
    this.#target = target
    this.#path = url.pathname + url.search
    this.#owner = owner
    this.#client = new Client(url.origin, {
      connect: (_options, callback) => this.#connect(callback),
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
      keepAliveTimeoutThreshold: idleMarginMs,
      maxHeaderSize: maxResponseHeaderBytes,
      // The exchange has one deadline for everything; two more clocks would only disagree.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    this.#client.on('disconnect', () => {
      if (this.#exchange === null) this.#close()
    })
  }

  carry(exchange: Exchange): void {
    this.#exchange = exchange
    exchange.begin(this)
    if (exchange.ended) return
    const { headers, body } = exchange.request
    // A fault in the headers comes back through the exchange too, it is not thrown.
    this.#client.dispatch({ method: 'POST', path: this.#path, headers, body }, exchange)
  }

  /** Closes at once; what is under way ends with `failure`. */
  destroy(failure: OutboundFailure): void {
    if (this.#exchange) this.#exchange.fail(failure)
    else this.#close()
  }

  exchangeEnded(): void {
    this.#exchange = null
    this.#owner.connectionFree(this)
  }

  exchangeFailed(): void {
    this.#exchange = null
    this.#close()
  }

  exchangeUnsent(): void {
    const exchange = this.#exchange as Exchange
    this.#exchange = null
    this.#close(() => this.#owner.exchangeUnsent(this, exchange))
  }

  #close(told: () => void = () => this.#owner.connectionGone(this)): void {
    if (this.#gone) return
    this.#gone = true
    this.#dialling?.abort()
    this.#client.destroy(null, ignore)
    told()
  }

  #connect(callback: ConnectCallback): void {
    const trace = newDialTrace()
    const dialling = new AbortController()
    this.#dialling = dialling
    if (this.#exchange) this.#exchange.trace = trace
    dial(this.#target, trace, dialling.signal)
      .then(
        (socket) => {
          this.remoteAddress = trace.remoteAddress
          callback(null, socket)
        },
        (error: Error) => callback(error, null),
      )
      .finally(() => {
        this.#dialling = null
      })
  }
}

type ConnectCallback = (...result: [null, Socket] | [Error, null]) => void

function ignore(): void {}
