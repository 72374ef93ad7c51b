import { relative, resolve } from 'node:path'

/** What prints another sign-in link, to be typed in the folder of the project: it must find the folder of the database. */
export function signInCommand(dataDir: string): string {
  const command = 'npm run sign-in-link'
  const fromHere = relative('', dataDir)
  if (fromHere === '.data') return command
  const folder = fromHere.startsWith('..') ? resolve(dataDir) : fromHere
  return `DATA_DIR=${/^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`} ${command}`
}
