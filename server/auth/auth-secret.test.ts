import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readAuthSecret } from './auth-secret.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auth-secret-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('the environment wins and leaves no file', async () => {
  const given = 'x'.repeat(40)
  expect(await readAuthSecret({ AUTH_SECRET: given, DATA_DIR: folder })).toBe(given)
  expect(await readdir(folder)).toEqual([])
})

test('it is made once, readable by its owner only, and kept', async () => {
  const first = await readAuthSecret({ DATA_DIR: folder })
  expect(first.length).toBeGreaterThanOrEqual(32)
  expect((await stat(join(folder, 'auth-secret'))).mode & 0o777).toBe(0o600)
  expect(await readAuthSecret({ DATA_DIR: folder })).toBe(first)
})

test('processes that start together agree, and no draft is left', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => readAuthSecret({ DATA_DIR: folder })))
  expect(new Set(secrets).size).toBe(1)
  expect(await readdir(folder)).toEqual(['auth-secret'])
})
