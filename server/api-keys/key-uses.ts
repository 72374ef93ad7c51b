import { clock } from '../platform/clock.ts'
import { logger } from '../platform/logger.ts'
import { recordKeyUses } from './key-use-store.ts'

/** People look at the day, not at the second; one statement in so long is cheap at any request rate. */
const writeEveryMs = 5_000

/** Remembers when each key was last used and writes it down now and then. */
export class KeyUses {
  private unwritten = new Map<string, number>()
  private readonly timer: NodeJS.Timeout

  constructor() {
    this.timer = setInterval(() => void this.write(), writeEveryMs)
    this.timer.unref()
  }

  note(keyUuid: string): void {
    this.unwritten.set(keyUuid, clock.now())
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.write()
  }

  private async write(): Promise<void> {
    if (this.unwritten.size === 0) return
    const writing = this.unwritten
    this.unwritten = new Map()
    try {
      await recordKeyUses(new Map([...writing].map(([uuid, ms]) => [uuid, new Date(ms)])))
    } catch (error) {
      logger.warn({ error: String(error) }, 'the last uses of API keys could not be written')
      for (const [uuid, ms] of writing) if (!this.unwritten.has(uuid)) this.unwritten.set(uuid, ms)
    }
  }
}
