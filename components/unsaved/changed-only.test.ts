import { expect, test } from 'vitest'
import { changedOnly, followed } from './changed-only.ts'

const before = { name: 'a', tags: ['x'], delivery: { mode: 'single', order: 'none' }, headers: { A: '1' } }

test('only what changed is sent, of a group only its changed entries', () => {
  expect(changedOnly(before, structuredClone(before))).toEqual({})
  expect(changedOnly({ ...before, name: 'b' }, before)).toEqual({ name: 'b' })
  expect(changedOnly({ ...before, tags: [] }, before)).toEqual({ tags: [] })
  const changed = { ...before, delivery: { mode: 'batch', order: 'none' }, headers: { A: '1', B: '2' } }
  expect(changedOnly(changed, before, ['delivery'])).toEqual({
    delivery: { mode: 'batch' },
    headers: { A: '1', B: '2' },
  })
})

test('what was typed stays, and what was not follows the server', () => {
  const typed = { ...before, name: 'mine' }
  const now = { ...before, name: 'theirs', tags: ['y'] }
  expect(followed(typed, before, now)).toEqual({ ...before, name: 'mine', tags: ['y'] })
})
