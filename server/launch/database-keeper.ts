import { setTimeout as delay } from 'node:timers/promises'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { embeddedSettings } from './embedded-settings.ts'

/** Long enough not to spin on a full disk, short enough that nobody notices a crash. */
const pauseMs = 500

/** The embedded database, started again on the same port whenever it ends unasked. */
export class DatabaseKeeper {
  readonly url: string
  #dataDir: string
  #server: EmbeddedPostgres
  #stopping = new AbortController()
  #ended: Promise<void>

  private constructor(dataDir: string, server: EmbeddedPostgres) {
    this.#dataDir = dataDir
    this.#server = server
    this.url = server.url
    this.#ended = this.#keepRunning()
  }

  static async start(dataDir: string): Promise<DatabaseKeeper> {
    return new DatabaseKeeper(dataDir, await startEmbeddedPostgres({ dataDir, settings: embeddedSettings }))
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#server.stop()
    await this.#ended
  }

  kill(): void {
    this.#stopping.abort()
    this.#server.kill()
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await this.#server.exited
      if (signal.aborted) return
      console.error('The embedded database ended; starting it again.')
      await delay(pauseMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      const { port } = this.#server
      const options = { dataDir: this.#dataDir, settings: embeddedSettings, port }
      await startEmbeddedPostgres(options).then(
        (server) => {
          this.#server = server
        },
        (error: Error) => console.error(error.message),
      )
    }
    // A stop that came while it was starting.
    await this.#server.stop()
  }
}
