import { expect, test } from 'vitest'
import { auditActions, auditSentence } from './audit-words.ts'

test('an action is a sentence around what it was done to', () => {
  expect(auditSentence('subscription.rotate_secret')).toEqual({ before: 'rotated the secret of', after: '' })
  expect(auditSentence('delivery.redeliver')).toEqual({ before: 'redelivered the delivery', after: '' })
  expect(auditSentence('sealing_key.rotate')).toMatchObject({ after: null })
})

test('one that has no words yet is still readable', () => {
  expect(auditSentence('saved_view.share')).toEqual({ before: 'saved view: share,', after: '' })
})

test('a kind of thing leaves the actions that it goes through', () => {
  const ofPeople = auditActions('user').map(({ value }) => value)
  expect(ofPeople).toContain('session.refuse')
  expect(ofPeople).toContain('user.set_password')
  expect(ofPeople).not.toContain('key.create')
  expect(auditActions(null).length).toBeGreaterThan(auditActions('subscription').length)
})
