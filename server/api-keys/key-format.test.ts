import { describe, expect, test } from 'vitest'
import { newUuid } from '../platform/uuid.ts'
import { hashKey, issueKey, keyHint, keyUuid } from './key-format.ts'

describe('API keys', () => {
  test('an issued key names its row', () => {
    const uuid = newUuid()
    const key = issueKey(uuid)
    expect(key).toMatch(/^pt_[0-9a-z]{26}_[0-9A-Za-z]{49}$/)
    expect(keyUuid(key)).toBe(uuid)
    expect(keyHint(key)).toBe(key.slice(-4))
  })

  test('two keys of one row differ', () => {
    const uuid = newUuid()
    expect(issueKey(uuid)).not.toBe(issueKey(uuid))
  })

  test('a changed character is found by the checksum, wherever it is', () => {
    const key = issueKey(newUuid())
    for (let place = 30; place < key.length; place++) {
      const other = key[place] === 'x' ? 'y' : 'x'
      expect(keyUuid(key.slice(0, place) + other + key.slice(place + 1))).toBeNull()
    }
  })

  test('a key that an operator made up has one row, and another key another', () => {
    const key = `pt_${'k'.repeat(29)}`
    expect(keyUuid(key)).toBe(keyUuid(key))
    expect(keyUuid(key)).not.toBe(keyUuid(`pt_${'l'.repeat(29)}`))
  })

  test.each([
    '',
    'pt_',
    'pt_short',
    `xx_${'k'.repeat(40)}`,
    `pt_${'k'.repeat(28)}`,
    `pt_${'k'.repeat(300)}`,
    `pt_${'ü'.repeat(30)}`,
  ])('%j is no key', (text) => {
    expect(keyUuid(text)).toBeNull()
  })

  test('the hash is over the whole key', () => {
    expect(hashKey('pt_a').equals(hashKey('pt_b'))).toBe(false)
    expect(hashKey('pt_a')).toHaveLength(32)
  })
})
