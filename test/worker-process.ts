import { fork } from 'node:child_process'
import { projectRoot } from '../server/launch/project-root.ts'
import { testKeys } from './engine.ts'

/** A worker as a process of its own. Killed when it goes out of scope. */
export interface WorkerProcess extends AsyncDisposable {
  pid: number
  /** SIGKILL; resolves when it has ended. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

/** Starts `workers/start.ts` and resolves when it is ready. `url`: of a database that is migrated and seeded. */
export async function startWorkerProcess(
  url: string,
  environment: Record<string, string> = {},
): Promise<WorkerProcess> {
  const { PATH, HOME, TMPDIR } = process.env
  const child = fork(`${projectRoot}/workers/start.ts`, {
    cwd: projectRoot,
    env: {
      PATH,
      HOME,
      TMPDIR,
      DATABASE_URL: url,
      ENCRYPTION_KEYS: testKeys,
      // A database of our own machine: receivers on it may be reached.
      POSTRIDER_EMBEDDED_DATABASE: 'true',
      PUBLIC_URL: 'http://localhost:3999',
      DEFAULT_RETRY_SCHEDULE: '1,1',
      WORKER_CONCURRENCY: '64',
      LOG_LEVEL: 'warn',
      ...environment,
    } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    void ended.then(() => reject(new Error(`The worker ended while it started:\n${output}`)))
  })
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  return {
    pid: child.pid as number,
    async kill() {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
    async [Symbol.asyncDispose]() {
      await end('SIGKILL')
    },
  }
}
