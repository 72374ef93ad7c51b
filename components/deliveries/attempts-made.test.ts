import { expect, test } from 'vitest'
import { attemptsMade, probesMade } from './attempts-made.ts'

const made = (attempt_count: number, status: 'retrying' | 'succeeded' = 'retrying', runs = 1) => {
  const { count, of } = attemptsMade({ attempt_count, max_attempts: 3, runs, status })
  return `${count}${of}`
}

test('attempts are out of those that the schedule has', () => {
  expect(made(1)).toBe('1 of 3')
  expect(made(3, 'succeeded')).toBe('3 of 3')
  expect(made(4, 'succeeded', 2)).toBe('4 in 2 runs')
})

test('a schedule that was shortened since is none that they are out of', () => {
  expect(made(4)).toBe('4 attempts')
  expect(made(4, 'succeeded')).toBe('4 attempts')
  expect(made(3)).toBe('3 attempts')
})

test('probes are counted beyond those that are listed, and never fewer', () => {
  const attempts = [{ probe: true }, { probe: true }, { probe: false }] as Parameters<typeof probesMade>[0]['attempts']
  expect(probesMade({ attempts, attempts_left_out: 0, attempt_count: 9 })).toBe(2)
  expect(probesMade({ attempts, attempts_left_out: 40, attempt_count: 3 })).toBe(40)
  expect(probesMade({ attempts, attempts_left_out: 1, attempt_count: 9 })).toBe(2)
})
