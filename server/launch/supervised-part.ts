import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { partFlags } from './part-flags.ts'
import { projectRoot } from './project-root.ts'

const firstPauseMs = 200
const longestPauseMs = 5_000

/** A part that lived this long was well: the next pause is the shortest again. */
const healthyMs = 10_000

/** A process that is started again whenever it ends unasked, after 0.2 s at first and 5 s at most. */
export class SupervisedPart {
  readonly name: string
  /** The port that the part said it listens on; a promise of the first one. */
  readonly listening: Promise<number>
  #script: string
  #environment: NodeJS.ProcessEnv
  #child: ChildProcess | undefined
  #stopping = new AbortController()
  #ended: Promise<void>

  /** `script`: path from the project's root. `listening` rejects when the part ends before it ever listened. */
  constructor(name: string, script: string, environment: NodeJS.ProcessEnv) {
    this.name = name
    this.#script = script
    this.#environment = environment
    const first = Promise.withResolvers<number>()
    this.listening = first.promise
    // Whoever stops a part that is still starting need not be waiting for its port.
    this.listening.catch(() => undefined)
    this.#ended = this.#keepRunning(first)
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** SIGTERM, and SIGKILL when it has not ended after `patienceMs`. Resolves when it is gone. */
  async stop(patienceMs: number): Promise<void> {
    this.#stopping.abort()
    this.#child?.kill('SIGTERM')
    const impatience = setTimeout(() => this.kill(), patienceMs)
    await this.#ended
    clearTimeout(impatience)
  }

  kill(): void {
    this.#stopping.abort()
    this.#child?.kill('SIGKILL')
  }

  async #keepRunning(first: PromiseWithResolvers<number>): Promise<void> {
    const { signal } = this.#stopping
    let hasListened = false
    let pauseMs = firstPauseMs
    while (!signal.aborted) {
      const startedAt = performance.now()
      const how = await this.#runOnce((port) => {
        hasListened = true
        first.resolve(port)
      })
      if (signal.aborted) break
      if (!hasListened) {
        first.reject(new Error(`The ${this.name} process ended while it started (${how}).`))
        return
      }
      if (performance.now() - startedAt > healthyMs) pauseMs = firstPauseMs
      console.error(`The ${this.name} process ended (${how}); starting it again in ${pauseMs / 1000} s.`)
      await delay(pauseMs, undefined, { signal }).catch(() => undefined)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
    first.reject(new Error(`The ${this.name} process was stopped.`))
  }

  /** Resolves with how it ended. */
  #runOnce(onPort: (port: number) => void): Promise<string> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [...partFlags, this.#script], {
        cwd: projectRoot,
        env: this.#environment,
        // The IPC channel tells the child when this process is gone, however it went.
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // A process group of its own: Ctrl-C in the terminal goes to the launcher alone, which stops things in order.
        detached: true,
      })
      this.#child = child
      child.on('message', (message: { port: number }) => onPort(message.port))
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    })
  }
}
