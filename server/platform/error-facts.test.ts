import { expect, test } from 'vitest'
import { errorFacts } from './error-facts.ts'

test('a logged error says what it is and where it was thrown, and nothing that a library hung on it', () => {
  const error = Object.assign(new TypeError('no such thing'), { detail: 'Key (name)=(Ann) exists already.' })
  const logged = JSON.parse(JSON.stringify(errorFacts(error)))
  expect(logged).toEqual({ type: 'TypeError', message: 'no such thing', stack: error.stack })
})

test('an error that is a sentence already stays one', () => {
  expect(errorFacts('the connection ended')).toBe('the connection ended')
})
