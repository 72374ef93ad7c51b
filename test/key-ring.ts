import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { openKeyRing } from '../server/platform/sealing.ts'

/** A key ring of this file's own, so that secrets can be sealed. */
export function openTestKeyRing(): void {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'postrider-keys-'))
    openKeyRing({ DATA_DIR: folder, ENCRYPTION_KEYS: undefined })
  })
  afterAll(() => rmSync(folder, { recursive: true }))
}
