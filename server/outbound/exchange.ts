import type { Dispatcher } from 'undici'
import { exchangeFailure } from './failure-words.ts'
import type { DialTrace } from './guarded-dial.ts'
import { type AttemptError, OutboundFailure, type OutboundResult } from './outbound-result.ts'

export interface OutboundRequest {
  /** Latin-1 values. What HTTP does not allow ends as `blocked`. */
  headers: Record<string, string>
  body: Uint8Array
  /** Wall-clock milliseconds for all of it: name, connection, handshake, request and the whole answer. */
  deadlineMs: number
  /** Gives up; the result is `interrupted`. */
  signal?: AbortSignal
}

/** What an exchange tells the connection that carries it. */
export interface ExchangeOwner {
  /** The answer is complete and the connection may be used again. */
  exchangeEnded(): void
  /** The exchange is over, the connection must be closed. */
  exchangeFailed(): void
  /** The connection broke before a byte of the request was written: another one may carry it. */
  exchangeUnsent(): void
  /** Address of a connection that stood already. */
  readonly remoteAddress: string | null
}

/** More than this says nothing new about why a receiver refused. */
const storedBodyBytes = 16 * 1024
/** Reading on a little lets an ordinary connection be used again; an endless answer is cut off here. */
const readBodyBytes = 256 * 1024

type ResponseHeaders = Record<string, string | string[]>

/** One request and its answer on one connection. It always ends in exactly one result, and never rejects. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly request: OutboundRequest
  readonly result: Promise<OutboundResult>
  /** Set when a connection was opened for this exchange. */
  trace: DialTrace | null = null
  #settle!: (result: OutboundResult) => void
  #owner: ExchangeOwner | null = null
  #ended = false
  #timer: NodeJS.Timeout | undefined
  #startedAt = 0
  #sentAt = 0
  #sent = false
  #triedAgain = false
  #ttfbMs: number | null = null
  #statusCode: number | null = null
  #headers: ResponseHeaders | null = null
  #stored: Buffer | null = null
  #readBytes = 0
  #giveUp: (() => void) | null = null

  constructor(request: OutboundRequest) {
    this.request = request
    this.result = new Promise((resolve) => {
      this.#settle = resolve
    })
    if (request.signal) {
      this.#giveUp = () => this.fail(new OutboundFailure('interrupted', 'The attempt was given up while it ran.'))
      request.signal.addEventListener('abort', this.#giveUp, { once: true })
      if (request.signal.aborted) this.#giveUp()
    }
  }

  get ended(): boolean {
    return this.#ended
  }

  /** The clock starts with the first connection, not in the queue for one. */
  begin(owner: ExchangeOwner): void {
    this.#owner = owner
    if (this.#timer !== undefined) return
    this.#startedAt = performance.now()
    this.#timer = setTimeout(expire, this.request.deadlineMs, this)
  }

  fail(failure: OutboundFailure): void {
    if (this.#ended) return
    this.#end(failure.error, failure.message)
    this.#owner?.exchangeFailed()
  }

  expire(): void {
    this.fail(new OutboundFailure('timeout', `${this.#phaseWords()} within ${this.request.deadlineMs / 1000} s.`))
  }

  onRequestStart(): void {
    this.#sent = true
    this.#sentAt = performance.now()
  }

  onResponseStart(_controller: unknown, statusCode: number, headers: object): void {
    // 1xx announce an answer, they are none. Any number may come; only the deadline ends them.
    if (statusCode < 200 || this.#ended) return
    this.#ttfbMs = performance.now() - this.#sentAt
    this.#statusCode = statusCode
    this.#headers = headers as ResponseHeaders
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    if (this.#ended) return
    const room = storedBodyBytes - (this.#stored?.length ?? 0)
    if (room > 0) {
      // A copy: the chunk is a window on a buffer that is many times larger.
      const part = Buffer.from(chunk.subarray(0, room))
      this.#stored = this.#stored === null ? part : Buffer.concat([this.#stored, part])
    }
    this.#readBytes += chunk.length
    if (this.#readBytes <= readBodyBytes) return
    this.#endWithStatus()
    this.#owner?.exchangeFailed()
  }

  onResponseEnd(): void {
    if (this.#ended) return
    this.#endWithStatus()
    this.#owner?.exchangeEnded()
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#ended) return
    // An idle connection that the receiver closed while the request was waiting to be written on it.
    if (!this.#sent && !this.#triedAgain && this.trace === null && isConnectionLoss(error)) {
      this.#triedAgain = true
      this.#owner?.exchangeUnsent()
      return
    }
    this.fail(exchangeFailure(error, this.#statusCode !== null))
  }

  #endWithStatus(): void {
    const status = this.#statusCode as number
    if (status >= 200 && status < 300) this.#end(null, null)
    else if (status >= 300 && status < 400) {
      this.#end('redirect_refused', `The receiver answered ${status}. Redirects are not followed: give the final URL.`)
    } else this.#end('http_error', `The receiver answered ${status}.`)
  }

  #end(error: AttemptError | null, errorDetail: string | null): void {
    this.#ended = true
    clearTimeout(this.#timer)
    if (this.#giveUp) this.request.signal?.removeEventListener('abort', this.#giveUp)
    const trace = this.trace
    this.#settle({
      statusCode: this.#statusCode,
      error,
      errorDetail,
      responseHeaders: this.#headers,
      responseBody: this.#stored,
      responseTruncated: this.#readBytes > (this.#stored?.length ?? 0),
      dnsMs: tenths(trace?.dnsMs ?? null),
      connectMs: tenths(trace?.connectMs ?? null),
      tlsMs: tenths(trace?.tlsMs ?? null),
      ttfbMs: tenths(this.#ttfbMs),
      durationMs: this.#startedAt === 0 ? 0 : tenths(performance.now() - this.#startedAt),
      remoteAddress: trace === null ? (this.#owner?.remoteAddress ?? null) : trace.remoteAddress,
    })
  }

  #phaseWords(): string {
    if (this.#statusCode !== null) return `The receiver answered ${this.#statusCode}, but its answer did not end`
    if (this.#sent) return 'The receiver did not answer'
    if (this.trace?.phase === 'dns') return 'The name of the receiver was not resolved'
    if (this.trace?.phase === 'tls') return 'The TLS handshake did not end'
    return 'The receiver did not accept a connection'
  }
}

/** One function for all timers: at thousands a second a closure each would be garbage to collect. */
function expire(exchange: Exchange): void {
  exchange.expire()
}

function isConnectionLoss(error: Error & { code?: string }): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE' || error.code === 'UND_ERR_SOCKET'
}

function tenths(ms: number): number
function tenths(ms: number | null): number | null
function tenths(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10
}
