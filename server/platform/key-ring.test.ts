import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadKeyRing, parseKeyRing } from './key-ring.ts'

const key = () => randomBytes(32).toString('base64')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postrider-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the key file', () => {
  test('is made once, readable by its owner alone, and read again', () => {
    const first = loadKeyRing({ DATA_DIR: join(folder, 'data') })
    const second = loadKeyRing({ DATA_DIR: join(folder, 'data') })
    expect(second.keys).toEqual(first.keys)
    expect(first.keys[0]?.secret).toHaveLength(32)
    expect(statSync(join(folder, 'data', 'keys.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(folder, 'data'))).toEqual(['keys.json'])
  })

  test('is not used when the environment gives keys', () => {
    const ring = loadKeyRing({ DATA_DIR: folder, ENCRYPTION_KEYS: `main:${key()}` })
    expect(ring.keys.map(({ id }) => id)).toEqual(['main'])
    expect(readdirSync(folder)).toEqual([])
  })

  test.each(['{', '{"keys":[]}', '{"keys":[{"id":"a"}]}'])('that says %s is refused and left alone', (text) => {
    writeFileSync(join(folder, 'keys.json'), text)
    expect(() => loadKeyRing({ DATA_DIR: folder })).toThrow(join(folder, 'keys.json'))
    expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe(text)
  })
})

describe('ENCRYPTION_KEYS', () => {
  test('lists keys newest first', () => {
    expect(parseKeyRing(`b:${key()}, a:${key()}`).keys.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test.each([
    ['without an id', key(), 'entry 1'],
    ['with a bad id', `No Spaces:${key()}`, 'entry 1'],
    ['with a short key', `a:${randomBytes(31).toString('base64')}`, 'key "a"'],
    ['with a key that is not base64', 'a:???', 'key "a"'],
    ['with one id twice', `a:${key()},a:${key()}`, '"a" appears twice'],
  ])('%s is refused, and the message shows no key', (_, text, expected) => {
    const attempt = () => parseKeyRing(text)
    expect(attempt).toThrow(expected)
    const secret = text.split(':').at(-1) as string
    expect(attempt).not.toThrow(secret)
  })
})
