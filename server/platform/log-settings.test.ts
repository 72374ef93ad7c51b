import { expect, test } from 'vitest'
import { logSettings } from './log-settings.ts'

test.each([
  ['a terminal shows text, and what matters', {}, true, { format: 'text', level: 'warn' }],
  ['a pipe gets JSON with everything', {}, false, { format: 'json', level: 'info' }],
  ['JSON can be had in a terminal', { LOG_FORMAT: 'json' }, true, { format: 'json', level: 'info' }],
  ['text can be had in a file', { LOG_FORMAT: 'text' }, false, { format: 'text', level: 'warn' }],
  ['a given level holds for both', { LOG_LEVEL: 'debug' }, true, { format: 'text', level: 'debug' }],
  ['empty is not set', { LOG_FORMAT: '', LOG_LEVEL: '' }, false, { format: 'json', level: 'info' }],
])('%s', (_title, given, isTerminal, settings) => {
  expect(logSettings(given, isTerminal)).toEqual(settings)
})
