import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLauncherLock } from './launcher-lock.ts'
import { processMark } from './process-mark.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'postrider-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

/** A process that is alive and not this one. */
const other = process.ppid

test('a folder whose launcher is alive is refused', () => {
  writeFileSync(join(dataDir, 'launcher.pid'), processMark(other))
  expect(() => takeLauncherLock(dataDir)).toThrow(`already (process ${other})`)
})

test('a number that belongs to another process by now is nobody', () => {
  writeFileSync(join(dataDir, 'launcher.pid'), `${other}\nlong ago\n`)
  expect(takeLauncherLock(dataDir).wasKilled).toBe(true)
})

test('what ended by itself leaves no trace', () => {
  const lock = takeLauncherLock(dataDir)
  expect(lock.wasKilled).toBe(false)
  lock.release()
  expect(takeLauncherLock(dataDir).wasKilled).toBe(false)
})
