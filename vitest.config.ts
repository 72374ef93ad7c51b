import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const shared = {
  environment: 'node' as const,
  env: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' },
  // Retries hide races: none where people work. A machine of others may stall for seconds.
  retry: process.env.CI ? 2 : 0,
  // What is polled for comes soon or not at all; a busy machine gets the time.
  expect: { poll: { timeout: 10_000 } },
  exclude: ['node_modules/**', '.next/**', '.data/**', 'e2e/**'],
}

/**
 * For the pure and the database tests, which run together. They wait for retries and clocks most of the time: more of them fit
 * than there are cores.
 */
const workersTogether = Math.max(3, availableParallelism())

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          ...shared,
          name: 'pure',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...shared.exclude, '**/*.{db,process}.test.ts'],
          // Most of them take milliseconds, a fork and its imports took more; what they set in a module is their own.
          pool: 'threads',
          isolate: false,
          maxWorkers: workersTogether,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'database',
          include: ['**/*.db.test.ts'],
          globalSetup: ['test/global-setup.ts'],
          // One file is one process: the database handle, the clock and the key ring are per process.
          pool: 'forks',
          maxWorkers: workersTogether,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'processes',
          include: ['**/*.process.test.ts'],
          // The whole product as real processes, some of it timed: two files at once, when nothing else runs.
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
