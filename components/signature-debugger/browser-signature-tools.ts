import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { areEqual, utf8Bytes } from '../../server/signature-rules/bytes.ts'
import type { SignatureTools } from '../../server/signature-rules/judge-signature.ts'

/** WebCrypto is missing where the portal is served over plain http to another machine; this works everywhere. */
export const browserSignatureTools: SignatureTools = {
  hmac: (key, prefix, body) => hmac.create(sha256, key).update(utf8Bytes(prefix)).update(body).digest(),
  // It is the person's own secret on their own machine: nobody measures.
  equal: areEqual,
}
