import { Writable } from 'node:stream'
import pino from 'pino'
import { expect, test } from 'vitest'
import { textLog } from './text-log.ts'

/** What a logger of the worker writes when `log` uses it. */
function written(log: (logger: pino.Logger) => void): string {
  let text = ''
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  log(pino({ level: 'trace', base: { part: 'worker' } }, textLog(destination)))
  return text
}

test('a line says when, how bad, which part, what and the facts about it', () => {
  const text = written((logger) =>
    logger.warn(
      { subscription: 'sub_01', ms: 12.5, tenant: undefined, error: 'no route\nto host' },
      'the lane is dropped',
    ),
  )
  expect(text).toMatch(
    /^\d\d:\d\d:\d\d WARN: \[worker\] the lane is dropped subscription=sub_01 ms=12\.5 error="no route\\nto host"\n$/,
  )
})

test('a receiver cannot write escape sequences into the terminal', () => {
  expect(written((logger) => logger.warn({ reason: '\u001b[2J' }, 'refused'))).not.toContain('\u001b')
})

test('an error is its message; a fault of ours is followed by where it happened, and nothing else is', () => {
  const warning = written((logger) => logger.warn({ err: new Error('gone') }, 'tried again'))
  expect(warning.trimEnd().split('\n')).toEqual([expect.stringMatching(/ WARN: \[worker\] tried again err=gone$/)])
  const [line, ...stack] = written((logger) => logger.error({ err: new Error('gone') }, 'a request failed')).split('\n')
  expect(line).toMatch(/ ERROR: \[worker\] a request failed err=gone$/)
  expect(stack[0]).toMatch(/^ {4}at .*text-log\.test\.ts/)
})
