import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes DATA_DIR when it is not there. Throws a sentence for the user when files cannot be made in it. */
export function ensureDataDir(folder: string): void {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(
      `DATA_DIR ${folder} cannot be written (${code}): set DATA_DIR to another folder, or change its owner.`,
    )
  }
}

/** `recursive` of mkdir tries for ever where a parent is there and refuses with ENOENT, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  // Passable for others, because the database may run as another account; what is secret in it has its own mode.
  mkdirSync(folder, { mode: 0o711 })
}
