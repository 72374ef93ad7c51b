import { accessSync, constants, mkdirSync } from 'node:fs'

/** Makes DATA_DIR when it is not there. Throws a sentence for the user when files cannot be made in it. */
export function ensureDataDir(folder: string): void {
  try {
    // Passable for others, because the database may run as another account; what is secret in it has its own mode.
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(
      `DATA_DIR ${folder} cannot be written (${code}): set DATA_DIR to another folder, or change its owner.`,
    )
  }
}
