import { type Environment, readEnvironment } from './env.ts'
import { logger } from './logger.ts'

/** What a part gives back once it works. `port`: where its HTTP server listens. */
export interface RunningPart {
  port: number
  close(): Promise<void>
}

/** A part that has not closed after this long is cut off: nothing depends on a clean end. */
const closeMs = 20_000

/**
 * The life of one process (web, worker): reads the environment, calls `start`, and ends it on SIGTERM or SIGINT with
 * time to close, at once on a second signal. A child of the launcher ends with it, even when that was killed. What
 * cannot start says why in one line; an error nobody caught ends the process, and the supervisor starts it again.
 */
export async function runPart(start: (environment: Environment) => Promise<RunningPart>): Promise<void> {
  process.on('disconnect', () => process.exit(1))
  // The launcher may have died while this process was loading.
  if (process.connected === false) process.exit(1)
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
  try {
    const part = await start(readEnvironment())
    closeOnSignal(part)
    process.send?.({ port: part.port })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  }
}

/** As a first signal does; nothing while it is closing already. */
export let stopPart: () => void = () => process.exit(1)

function closeOnSignal(part: RunningPart): void {
  let closing = false
  stopPart = () => {
    if (closing) return
    closing = true
    setTimeout(() => process.exit(1), closeMs).unref()
    part.close().then(() => process.exit(0), die)
  }
  const stop = () => (closing ? process.exit(1) : stopPart())
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function die(error: unknown): void {
  logger.fatal({ error }, 'an error that nobody caught ends this process')
  process.exit(1)
}
