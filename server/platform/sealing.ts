import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Environment } from './env.ts'
import { type KeyRing, loadKeyRing } from './key-ring.ts'

/**
 * Secrets at rest: AES-256-GCM. What is sealed is bound to its row by `boundTo`, so that a sealed value copied to
 * another row or tenant does not open. Layout of a sealed value:
 *
 *     1 byte   version (1)
 *     1 byte   length of the key id
 *     n bytes  key id (ASCII)
 *     12 bytes nonce (random: one key may seal 2^32 values)
 *     16 bytes tag
 *     rest     ciphertext
 *
 * The associated data is everything before the nonce, then `boundTo`.
 */
const version = 1
const nonceBytes = 12
const tagBytes = 16

let current: KeyRing | undefined

/** Makes the key ring of this process ready. Call once at start; throws an Error that says what to do. */
export function openKeyRing(env: Pick<Environment, 'ENCRYPTION_KEYS' | 'DATA_DIR'>): KeyRing {
  current = loadKeyRing(env)
  return current
}

/** Seals with the newest key. `boundTo` names the row, for example `subscription_secrets/<tenant uuid>/<row uuid>`. */
export function seal(plaintext: string, boundTo: string): Buffer<ArrayBuffer> {
  return sealWith(openRing(), plaintext, boundTo)
}

/** Opens what `seal` made for the same row. Throws an Error when the key is missing or the value was changed or moved. */
export function unseal(sealed: Uint8Array, boundTo: string): string {
  return unsealWith(openRing(), sealed, boundTo)
}

/** Id of the key that sealed this value. */
export function sealingKeyId(sealed: Uint8Array): string {
  return readHeader(sealed).keyId
}

/** Id of the key that seals now. */
export function newestKeyId(): string {
  return newestKey(openRing()).id
}

export function sealWith(ring: KeyRing, plaintext: string, boundTo: string): Buffer<ArrayBuffer> {
  const key = newestKey(ring)
  const id = Buffer.from(key.id, 'ascii')
  const header = Buffer.concat([Buffer.from([version, id.length]), id])
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: tagBytes })
  cipher.setAAD(associatedData(header, boundTo))
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), ciphertext])
}

export function unsealWith(ring: KeyRing, sealed: Uint8Array, boundTo: string): string {
  const { keyId, header, rest } = readHeader(sealed)
  const key = ring.keys.find(({ id }) => id === keyId)
  if (!key) {
    throw new Error(`A secret is sealed with the key "${keyId}", which is not in ${ring.source}. Add that key again.`)
  }
  const nonce = rest.subarray(0, nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: tagBytes })
  decipher.setAAD(associatedData(header, boundTo))
  decipher.setAuthTag(rest.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    return decipher.update(rest.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    throw new Error(
      `A secret (${boundTo}) does not open with the key "${keyId}" of ${ring.source}: ` +
        'the key is another one of the same id, or the stored value was changed or belongs to another row.',
    )
  }
}

function readHeader(sealed: Uint8Array): { keyId: string; header: Buffer; rest: Buffer } {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const end = 2 + (bytes[1] ?? 0)
  if (bytes[0] !== version || bytes.length < end + nonceBytes + tagBytes) {
    throw new Error('A sealed secret has an unknown format: it was changed, or a newer version of Postrider wrote it.')
  }
  return { keyId: bytes.toString('ascii', 2, end), header: bytes.subarray(0, end), rest: bytes.subarray(end) }
}

function associatedData(header: Buffer, boundTo: string): Buffer {
  return Buffer.concat([header, Buffer.from(boundTo, 'utf8')])
}

function newestKey(ring: KeyRing): KeyRing['keys'][number] {
  const [key] = ring.keys
  if (!key) throw new Error(`${ring.source} holds no key.`)
  return key
}

function openRing(): KeyRing {
  if (!current) throw new Error('The key ring is not open: call openKeyRing first.')
  return current
}
