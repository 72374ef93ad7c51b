import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toId, uuidOf } from './ids.ts'

describe('public ids', () => {
  // https://github.com/jetify-com/typeid/blob/main/spec/valid.yml, with a prefix of ours.
  test.each([
    ['00000000-0000-0000-0000-000000000000', '00000000000000000000000000'],
    ['00000000-0000-0000-0000-000000000001', '00000000000000000000000001'],
    ['00000000-0000-0000-0000-00000000000a', '0000000000000000000000000a'],
    ['00000000-0000-0000-0000-000000000010', '0000000000000000000000000g'],
    ['00000000-0000-0000-0000-000000000020', '00000000000000000000000010'],
    ['ffffffff-ffff-ffff-ffff-ffffffffffff', '7zzzzzzzzzzzzzzzzzzzzzzzzz'],
    ['0110c853-1d09-52d8-d73e-1194e95b5f19', '0123456789abcdefghjkmnpqrs'],
    ['01890a5d-ac96-774b-bcce-b302099a8057', '01h455vb4pex5vsknk084sn02q'],
  ])('are TypeIDs: %s is %s', (uuid, text) => {
    expect(toId('event', uuid)).toBe(`evt_${text}`)
    expect(uuidOf('event', `evt_${text}`)).toBe(uuid)
  })

  test('lead back to their uuid', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(uuidOf('tenant', toId('tenant', uuid))).toBe(uuid)
      }),
    )
  })

  test('sort as their uuids do', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        expect(toId('app', one) < toId('app', other)).toBe(one < other)
      }),
    )
  })

  // https://github.com/jetify-com/typeid/blob/main/spec/invalid.yml
  test.each([
    'evt_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    'evt_1234567890123456789012345',
    'evt_123456789012345678901234567',
    'evt_1234567890123456789012345 ',
    'evt_0123456789ABCDEFGHJKMNPQRS',
    'evt_123456789-123456789-123456',
    'evt_ooooooiiiiiiuuuuuuulllllll',
    'sub_01h455vb4pex5vsknk084sn02q',
    '01h455vb4pex5vsknk084sn02q',
    '',
  ])('%j is none of an event', (text) => {
    expect(uuidOf('event', text)).toBeNull()
  })
})
