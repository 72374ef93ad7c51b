import { expect, test } from 'vitest'
import { PostriderError } from '../contract/errors.ts'
import { tokenSettings } from './token-settings.ts'

const usual = { status: 200, delayMs: 0, failRate: 0, retryAfterSeconds: null }

test('speaks the words of webhook.site', () => {
  expect(tokenSettings({ ...usual, status: 503, delayMs: 10_000 })).toEqual({
    default_status: 503,
    default_content: '',
    default_content_type: 'text/plain',
    timeout: 10,
  })
})

test.each([
  [{ status: 410 }, '/status'],
  [{ delayMs: 11_000 }, '/delay_ms'],
  [{ delayMs: 1_500 }, '/delay_ms'],
  [{ failRate: 0.5 }, '/fail_rate'],
  [{ retryAfterSeconds: 7 }, '/retry_after_seconds'],
])('refuses %j, which it cannot do', (change, pointer) => {
  let caught: unknown
  try {
    tokenSettings({ ...usual, ...change })
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(PostriderError)
  expect(caught).toMatchObject({ code: 'validation_failed', errors: [{ pointer }] })
})
