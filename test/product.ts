import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { projectRoot } from '../server/launch/project-root.ts'

export interface Product {
  /** Without a slash at the end. */
  url: string
  signInLink: string
  operatorKey: string
  dataDir: string
  launcher: ChildProcess
  /** Everything it wrote so far. */
  output(): string
  /** Ctrl-C, and resolves when all of it has ended. */
  stop(): Promise<void>
}

const operatorKey = 'pt_key_of_a_test_installation_0123456789'

/** A start with nothing built takes the build; one with everything built takes seconds. */
const startTimeoutMs = 180_000

export const launcherCommand = [process.execPath, 'server/launch/start.ts']

/** What a user types, with the Node that is first on a user's PATH. */
export const userCommand = ['npm', 'start']

/**
 * Starts the product with an embedded database in a folder of its own and a free port: `server/launch/start.ts` as a
 * process, or `command`. `dataDir`: a folder to go on with; the caller removes it. Resolves when the welcome is there.
 */
export async function startProduct(
  options: { dataDir?: string; environment?: Record<string, string>; command?: string[] } = {},
): Promise<Product> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'postrider-product-')))
  const environment = {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'warn',
    POSTRIDER_INIT_OPERATOR_KEY: operatorKey,
    ...options.environment,
  }
  const launcher = launchProduct(environment, options.command)
  try {
    await untilWelcome(launcher)
  } catch (error) {
    launcher.process.kill('SIGKILL')
    throw error
  }
  return {
    url: found(launcher.output(), /Portal\s+(\S+)/),
    signInLink: found(launcher.output(), /Sign-in link\s+(\S+)/),
    operatorKey: options.environment?.POSTRIDER_INIT_OPERATOR_KEY ?? operatorKey,
    dataDir,
    launcher: launcher.process,
    output: launcher.output,
    async stop() {
      launcher.signal('SIGINT')
      await launcher.ended
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export interface LaunchedProduct {
  process: ChildProcess
  /** To the whole process group, as a terminal does: with npm there are two more processes between it and the launcher. */
  signal(name: NodeJS.Signals): void
  output(): string
  /** Resolves with the exit code, or null when a signal ended it. */
  ended: Promise<number | null>
}

/** The launcher as a process, with these variables and no others of ours. Does not wait for anything. */
export function launchProduct(
  environment: Record<string, string>,
  [program, ...args]: string[] = launcherCommand,
): LaunchedProduct {
  const { HOME, TMPDIR } = process.env
  const PATH = process.env.PATH?.split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter)
  const child = spawn(program as string, args, {
    cwd: projectRoot,
    env: { PATH, HOME, TMPDIR, ...environment } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, name)
  }
  // Nothing of a test run that is broken off goes on running.
  const stopWithUs = (): void => signal('SIGTERM')
  process.once('exit', stopWithUs)
  child.once('exit', () => process.removeListener('exit', stopWithUs))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return { process: child, signal, output: () => output, ended }
}

function untilWelcome(launched: LaunchedProduct): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (outcome: () => void): void => {
      clearTimeout(timer)
      outcome()
    }
    const timer = setTimeout(() => reject(new Error(`It did not start in time:\n${launched.output()}`)), startTimeoutMs)
    launched.process.stdout?.on('data', () => {
      if (launched.output().includes('Ctrl-C stops everything.')) give(resolve)
    })
    void launched.ended.then(() => give(() => reject(new Error(`It ended while it started:\n${launched.output()}`))))
  })
}

function found(text: string, pattern: RegExp): string {
  const match = pattern.exec(text)?.[1]
  if (!match) throw new Error(`${pattern} is not in:\n${text}`)
  return match
}
