import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')
const firstPauseMs = 200
const longestPauseMs = 2_000

export interface Ending {
  at: number
  code: number | null
  signal: NodeJS.Signals | null
  /** True when the harness ended it. */
  asked: boolean
}

/** A web or worker process that is started again whenever it ends, as a supervisor does; its output goes to a file. */
export class SupervisedProcess {
  readonly name: string
  readonly endings: Ending[] = []
  private readonly file: string
  private readonly logFile: string
  private readonly environment: NodeJS.ProcessEnv
  private child: ChildProcess | undefined
  private readyPort: PromiseWithResolvers<number> = Promise.withResolvers()
  private asked = false
  private stopping = false
  private ended: Promise<void> = Promise.resolve()

  /** `file`: absolute, or from the project's root. */
  constructor(options: { name: string; file: string; logFile: string; environment: NodeJS.ProcessEnv }) {
    this.name = options.name
    this.file = options.file
    this.logFile = options.logFile
    this.environment = options.environment
    this.ended = this.keepRunning()
  }

  /** True while the process that runs now said that it is ready. */
  isReady = false

  get pid(): number | undefined {
    return this.child?.pid
  }

  /** The port of the process that runs now, once it is ready. */
  ready(): Promise<number> {
    return this.readyPort.promise
  }

  /** Sends the signal; the supervisor starts it again. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.asked = true
    this.isReady = false
    this.readyPort = Promise.withResolvers()
    this.child?.kill(signal)
  }

  /** SIGTERM without another start. Resolves with how it ended; SIGKILL after 30 s. */
  async stop(): Promise<Ending | undefined> {
    this.stopping = true
    this.asked = true
    this.child?.kill('SIGTERM')
    const force = setTimeout(() => this.child?.kill('SIGKILL'), 30_000)
    await this.ended
    clearTimeout(force)
    return this.endings.at(-1)
  }

  private async keepRunning(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!this.stopping) {
      const wasReady = await this.runOnce()
      if (this.stopping) return
      pauseMs = wasReady ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
      await delay(pauseMs)
    }
  }

  /** Resolves with whether it ever was ready. */
  private runOnce(): Promise<boolean> {
    const log = openSync(this.logFile, 'a')
    const child = fork(join(this.file.startsWith('/') ? '/' : root, this.file), {
      cwd: root,
      env: this.environment,
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    this.child = child
    let wasReady = false
    child.on('message', (message: { port?: number }) => {
      if (message.port === undefined) return
      wasReady = true
      this.isReady = true
      this.readyPort.resolve(message.port)
    })
    return new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.endings.push({ at: Date.now(), code, signal, asked: this.asked })
        this.isReady = false
        if (wasReady && !this.asked) this.readyPort = Promise.withResolvers()
        this.asked = this.stopping
        resolve(wasReady)
      })
    })
  }
}
