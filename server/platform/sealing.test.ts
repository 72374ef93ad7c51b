import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { KeyRing } from './key-ring.ts'
import { sealingKeyId, sealWith, unsealWith } from './sealing.ts'

const row = 'subscription_secrets/0190f1a2-0000-7000-8000-000000000001/0190f1a2-0000-7000-8000-000000000002'
const ring = (...ids: string[]): KeyRing => ({
  keys: ids.map((id) => ({ id, secret: randomBytes(32) })),
  source: 'the test',
})

describe('sealing', () => {
  test.each(['', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', 'ключ 🔑', 'x'.repeat(10_000)])(
    'gives back what was sealed: %s',
    (plaintext) => {
      const keys = ring('a')
      expect(unsealWith(keys, sealWith(keys, plaintext, row), row)).toBe(plaintext)
    },
  )

  test('never makes the same bytes twice and shows nothing of the text', () => {
    const keys = ring('a')
    const sealed = sealWith(keys, 'whsec_secret', row)
    expect(sealed.equals(sealWith(keys, 'whsec_secret', row))).toBe(false)
    expect(sealed.includes('whsec_')).toBe(false)
  })

  test('does not open in another row or tenant', () => {
    const keys = ring('a')
    const sealed = sealWith(keys, 'whsec_secret', row)
    expect(() => unsealWith(keys, sealed, row.replace('01/', '03/'))).toThrow('belongs to another row')
  })

  test('does not open when any byte was changed', () => {
    const keys = ring('a', 'b')
    const sealed = sealWith(keys, 'whsec_secret', row)
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed)
      changed[index] = (changed[index] as number) ^ 1
      expect(() => unsealWith(keys, changed, row), `byte ${index}`).toThrow()
    }
    expect(() => unsealWith(keys, sealed.subarray(0, 20), row)).toThrow('unknown format')
    expect(() => unsealWith(keys, new Uint8Array(), row)).toThrow('unknown format')
  })

  test('after a rotation the old key still opens and the new one seals', () => {
    const before = ring('old')
    const sealed = sealWith(before, 'whsec_secret', row)
    const after: KeyRing = { keys: [...ring('new').keys, ...before.keys], source: 'the test' }
    expect(unsealWith(after, sealed, row)).toBe('whsec_secret')
    expect(sealingKeyId(sealed)).toBe('old')
    expect(sealingKeyId(sealWith(after, 'whsec_secret', row))).toBe('new')
  })

  test('names the key that is missing', () => {
    const sealed = sealWith(ring('old'), 'whsec_secret', row)
    expect(() => unsealWith(ring('new'), sealed, row)).toThrow('"old", which is not in the test')
  })

  test('another key of the same id does not open it', () => {
    const sealed = sealWith(ring('a'), 'whsec_secret', row)
    expect(() => unsealWith(ring('a'), sealed, row)).toThrow('another one of the same id')
  })
})
