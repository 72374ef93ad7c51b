import { cleanText } from './clean-text.ts'
import { OutboundFailure } from './outbound-result.ts'

type NetworkError = Error & { code?: string; reason?: string }

/** Errors of Node and OpenSSL while the handshake runs, in words that tell the receiver's owner what to change. */
const certificateFaults: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed; use one of a public authority.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate comes from an authority that is not publicly trusted.',
  UNABLE_TO_GET_ISSUER_CERT: 'The certificate chain is incomplete, or its authority is not publicly trusted.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate chain is incomplete, or its authority is not publicly trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate chain is incomplete, or its authority is not publicly trusted.',
  CERT_HAS_EXPIRED: 'The certificate has expired.',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet.',
  CERT_REVOKED: 'The certificate was revoked.',
  CERT_SIGNATURE_FAILURE: 'The signature of the certificate is wrong.',
  INVALID_PURPOSE: 'The certificate is not meant for servers.',
  HOSTNAME_MISMATCH: 'The certificate is for another host name.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The receiver does not speak TLS on this port; it may be plain http.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'The receiver does not speak TLS on this port; it may be plain http.',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'The receiver speaks only TLS versions before 1.2.',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'The receiver speaks no TLS version from 1.2 up.',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'The receiver shares no cipher with us, or knows no host of this name.',
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'The receiver knows no host of this name.',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'The receiver asks for a client certificate, which is not supported.',
}

/** What this machine ran out of: not the receiver's fault, and not counted as one. */
const ownShortages = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM'])

/** A failure before the connection stood. */
export function connectFailure(error: NetworkError): OutboundFailure {
  if (error instanceof OutboundFailure) return error
  // Happy eyeballs collects one error per address; the last one is as good as any.
  const codes = error instanceof AggregateError ? error.errors.map((each: NetworkError) => each.code) : [error.code]
  if (codes.some((code) => code !== undefined && ownShortages.has(code))) {
    return new OutboundFailure(
      'interrupted',
      'This worker had no free socket. The operator finds the limit in its system.',
    )
  }
  if (codes.includes('ECONNREFUSED')) {
    return new OutboundFailure('connection_refused', 'Nothing accepts connections on this port of the receiver.')
  }
  if (codes.includes('ECONNRESET') || codes.includes('EPIPE')) {
    return new OutboundFailure('connection_reset', 'The receiver closed the connection at once.')
  }
  if (codes.includes('ETIMEDOUT'))
    return new OutboundFailure('timeout', 'The receiver did not accept a connection in time.')
  return new OutboundFailure('connection_refused', `The receiver cannot be reached (${codeWords(codes.at(-1))}).`)
}

/** A failure of the TLS handshake. */
export function tlsFailure(error: NetworkError): OutboundFailure {
  if (error instanceof OutboundFailure) return error
  const code = error.code ?? ''
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new OutboundFailure(
      'tls_error',
      `The certificate is for another host. ${cleanText(error.reason ?? '', 300)}`.trim(),
    )
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return new OutboundFailure('connection_reset', 'The receiver closed the connection during the TLS handshake.')
  }
  return new OutboundFailure('tls_error', certificateFaults[code] ?? `The TLS handshake failed (${codeWords(code)}).`)
}

/** A failure after the request went out. `answered`: the head of the answer had come. */
export function exchangeFailure(error: NetworkError, answered: boolean): OutboundFailure {
  if (error instanceof OutboundFailure) return error
  const code = error.code ?? ''
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new OutboundFailure('response_invalid', 'The headers of the answer are larger than 16 KiB.')
  }
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    return new OutboundFailure('response_invalid', 'The body of the answer is not as long as its Content-Length says.')
  }
  if (error.name === 'HTTPParserError')
    return new OutboundFailure('response_invalid', 'The answer is not valid HTTP/1.1.')
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED' || code.startsWith('UND_ERR_REQ_')) {
    return new OutboundFailure('blocked', `A header of the request cannot be sent: ${cleanText(error.message, 200)}.`)
  }
  if (code === 'UND_ERR_SOCKET' && /^bad /.test(error.message)) {
    return new OutboundFailure('response_invalid', 'The receiver answered 100 or 101, which was not asked for.')
  }
  if (answered && code === 'UND_ERR_SOCKET') {
    return new OutboundFailure('response_invalid', 'The connection was closed before the answer was complete.')
  }
  return new OutboundFailure(
    'connection_reset',
    `The receiver closed the connection without an answer (${codeWords(code)}).`,
  )
}

function codeWords(code: string | undefined): string {
  return cleanText(code === undefined || code === '' ? 'no reason given' : code, 60)
}
