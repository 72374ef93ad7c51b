import { expect, test } from 'vitest'
import { spanWords } from './span-words.ts'

const at = (text: string) => Date.parse(`${text}Z`)

test('a span says its day once, both where there are two, and which side is open', () => {
  const [ten, noon, next] = [at('2026-01-01T10:00'), at('2026-01-01T12:00'), at('2026-01-02T09:30')]
  expect(spanWords({ fromMs: ten, toMs: noon }, 'UTC')).toBe('1 Jan, 10:00 – 12:00')
  expect(spanWords({ fromMs: ten, toMs: next }, 'UTC')).toBe('1 Jan, 10:00 – 2 Jan, 09:30')
  expect(spanWords({ fromMs: ten, toMs: ten + 41_000 }, 'UTC')).toBe('1 Jan, 10:00:00 – 10:00:41')
  expect(spanWords({ fromMs: ten, toMs: null }, 'UTC')).toBe('since 1 Jan, 10:00')
  expect(spanWords({ fromMs: null, toMs: noon }, 'UTC')).toBe('until 1 Jan, 12:00')
})
