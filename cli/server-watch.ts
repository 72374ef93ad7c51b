import { setTimeout as pause } from 'node:timers/promises'
import { ApiError, ConnectionError } from './api.ts'
import type { Output } from './output.ts'

const firstPauseMs = 500
const longestPauseMs = 5_000

/** Gets a command that goes on for long through restarts of the server, and tells the user of them. */
export class ServerWatch {
  #out: Output
  #stopping: AbortSignal
  #pauseMs = firstPauseMs

  constructor(out: Output, stopping: AbortSignal) {
    this.#out = out
    this.#stopping = stopping
  }

  /** The last question was not answered. */
  get isAway(): boolean {
    return this.#pauseMs > firstPauseMs
  }

  answered(): void {
    if (this.isAway) this.#out.note('The server is back.')
    this.#pauseMs = firstPauseMs
  }

  /**
   * Waits before the next question, longer every time. `meanwhile`: what becomes of things until then. Throws the error itself
   * when it is not one that passes.
   */
  async waitAfter(error: unknown, meanwhile: string): Promise<void> {
    if (!isPassing(error)) throw error
    if (!this.isAway) this.#out.note(`The server does not answer; ${meanwhile}`)
    await pause(this.#pauseMs, undefined, { signal: this.#stopping }).catch(() => undefined)
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
  }
}

/** The server is away, restarting or overloaded. */
function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true
  return error instanceof ApiError && (error.status >= 500 || error.status === 429)
}
