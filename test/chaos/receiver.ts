import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReceivedRequest, ReceiverMessage } from './receiver-process.ts'

/** The receiver, a process of its own; `requests` fills as they arrive, the log file is what counts at the end. */
export class Receiver {
  readonly port: number
  readonly requests: ReceivedRequest[] = []
  private readonly process: ChildProcess
  private readonly logFile: string
  private readonly watchers = new Set<() => void>()

  private constructor(process: ChildProcess, port: number, logFile: string) {
    this.process = process
    this.port = port
    this.logFile = logFile
    process.on('message', (message: ReceiverMessage) => {
      if (!('request' in message)) return
      this.requests.push(message.request)
      for (const watcher of this.watchers) watcher()
    })
  }

  static async start(logFile: string): Promise<Receiver> {
    const child = fork(join(import.meta.dirname, 'receiver-process.ts'), [logFile], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const port = await new Promise<number>((resolve, reject) => {
      child.once('exit', () => reject(new Error('The receiver ended while it started.')))
      child.once('message', (message: { port: number }) => resolve(message.port))
    })
    return new Receiver(child, port, logFile)
  }

  /** The first `count` requests that fit. Rejects after `patienceMs`. */
  waitFor(fits: (request: ReceivedRequest) => boolean, count = 1, patienceMs = 30_000): Promise<ReceivedRequest[]> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer)
        this.watchers.delete(look)
      }
      const look = (): void => {
        const found = this.requests.filter(fits)
        if (found.length < count) return
        finish()
        resolve(found.slice(0, count))
      }
      const timer = setTimeout(() => {
        finish()
        reject(new Error(`The receiver got ${this.requests.filter(fits).length} of ${count} requests it waited for.`))
      }, patienceMs)
      this.watchers.add(look)
      look()
    })
  }

  log(): ReceivedRequest[] {
    const text = readFileSync(this.logFile, 'utf8').trim()
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as ReceivedRequest)
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill('SIGKILL')
    await ended
  }
}
