import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The system account that runs the embedded PostgreSQL when Postrider itself runs as root. */
export interface PostgresAccount {
  uid: number
  gid: number
}

/**
 * Who must own and run the database: null when this process may do it itself. PostgreSQL refuses to run as root; then
 * it is whoever owns `folder` already, else the account `postgres`, else `nobody`. No account is ever created.
 */
export function postgresAccount(folder: string): PostgresAccount | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(folder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error(
    'PostgreSQL does not run as root and there is no account postgres or nobody: start Postrider as another user.',
  )
}

/** A program, its arguments and the spawn options that make it run as the account. */
export interface PostgresCommand {
  file: string
  args: string[]
  options: { uid?: number; gid?: number }
}

/**
 * How to start `program` as `account`. On Linux `setpriv` (util-linux) does it, for two things that spawn cannot: the
 * program gets SIGINT, PostgreSQL's fast shutdown, when this process dies; and it may reach folders below a private
 * home such as /root, which its account could not enter. Elsewhere it is plain uid and gid.
 */
export function commandAs(
  account: PostgresAccount | null,
  program: string,
  args: string[],
  folder: string,
): PostgresCommand {
  const blocked = account ? [program, folder].some((path) => !canReach(account, path)) : false
  if (hasSetpriv()) {
    const identity = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : []
    const reach = blocked
      ? ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
      : []
    return { file: 'setpriv', args: [...identity, ...reach, '--pdeathsig=INT', program, ...args], options: {} }
  }
  if (blocked) {
    throw new Error(
      `The database cannot run as root, and its account may not enter ${folder}: ` +
        'set DATA_DIR to a folder outside of a private home, or start Postrider as another user.',
    )
  }
  return { file: program, args, options: account ?? {} }
}

let setpriv: boolean | undefined

function hasSetpriv(): boolean {
  setpriv ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig=INT', 'true']).status === 0
  return setpriv
}

/** Whether every folder above `path` lets the account through. */
function canReach(account: PostgresAccount, path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
