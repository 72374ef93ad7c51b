import { macOf, postriderKey, standardKey } from './signature-keys.ts'

/** Header names and values of one signed request. */
export type SignatureHeaders = Record<string, string>

export interface Signer {
  /**
   * Signs one request with every secret of the signer, in both schemes.
   *
   * `timestamp`: unix seconds (exactly ten digits). `messageId`: event or batch id, without a full stop, since that
   * separates the parts of the signed text. `body`: the bytes that are sent. Throws a RangeError on anything else.
   */
  sign(timestamp: number, messageId: string, body: Uint8Array): SignatureHeaders
}

const messageIdPattern = /^[\w-]{1,200}$/

/**
 * Prepares the live secrets of a subscription (`whsec_...`, newest first) for signing. Keep it as long as they stay
 * live: turning secrets into keys costs about as much as the signature itself.
 */
export function createSigner(secrets: readonly string[]): Signer {
  if (secrets.length === 0) throw new Error('A signer needs at least one secret.')
  const keys = secrets.map((secret) => {
    const standard = standardKey(secret)
    if (!standard) throw new Error('A signing secret must be whsec_ followed by base64.')
    return { postrider: postriderKey(secret), standard }
  })
  return {
    sign(timestamp, messageId, body) {
      if (!Number.isInteger(timestamp) || timestamp < 1_000_000_000 || timestamp > 9_999_999_999) {
        throw new RangeError(`A signature needs unix seconds with ten digits, not ${timestamp}.`)
      }
      if (!messageIdPattern.test(messageId))
        throw new RangeError(`${JSON.stringify(messageId)} cannot be a message id.`)
      const seconds = String(timestamp)
      const standardText = `${messageId}.${seconds}.`
      let postrider = `t=${seconds}`
      let standard = ''
      for (const key of keys) {
        postrider += `,v1=${macOf(key.postrider, seconds, body, 'hex')}`
        standard += `${standard === '' ? '' : ' '}v1,${macOf(key.standard, standardText, body, 'base64')}`
      }
      return {
        'X-PT-Signature': postrider,
        'webhook-id': messageId,
        'webhook-timestamp': seconds,
        'webhook-signature': standard,
      }
    },
  }
}

/** Signs a single request. What signs many with the same secrets keeps a `createSigner`. */
export function signatureHeaders(request: {
  secrets: readonly string[]
  timestamp: number
  messageId: string
  body: Uint8Array
}): SignatureHeaders {
  return createSigner(request.secrets).sign(request.timestamp, request.messageId, request.body)
}
