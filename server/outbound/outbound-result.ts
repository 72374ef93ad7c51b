/** Why an attempt failed: one word for the log, the statistics and the filters. */
export type AttemptError =
  | 'http_error'
  | 'timeout'
  | 'connection_refused'
  | 'connection_reset'
  | 'dns_error'
  | 'tls_error'
  | 'blocked'
  | 'redirect_refused'
  | 'response_invalid'
  | 'interrupted'

/** What became of one request. It succeeded when `error` is null: then the answer was 2xx. */
export interface OutboundResult {
  /** The status, also when the rest of the answer went wrong. */
  statusCode: number | null
  error: AttemptError | null
  /** A sentence for people, never text that the receiver chose. */
  errorDetail: string | null
  /** Names in lower case, values as received: clean them before they are stored. */
  responseHeaders: Record<string, string | string[]> | null
  /** The first bytes of the body as received (still compressed if it was); null when there were none. */
  responseBody: Buffer | null
  /** There was more than `responseBody` holds. */
  responseTruncated: boolean
  /** Milliseconds. The first three are null when the request went over a connection that was there already. */
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  /** From the moment the connection stood to the last header of the answer. */
  ttfbMs: number | null
  /** Everything: name, connection, handshake, request, answer. */
  durationMs: number
  remoteAddress: string | null
}

/** A failure with its name; `message` is the sentence for people. */
export class OutboundFailure extends Error {
  readonly error: AttemptError

  constructor(error: AttemptError, message: string) {
    super(message)
    this.name = 'OutboundFailure'
    this.error = error
  }
}
