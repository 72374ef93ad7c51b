import { enableCompileCache } from 'node:module'
import { Launch } from './launch.ts'
import { compileCache } from './project-root.ts'
import { readSettings } from './read-settings.ts'
import { watchNpm } from './watch-npm.ts'

// npm start. Ctrl-C or SIGTERM stops everything in order; a second one at once.
enableCompileCache(compileCache)

let launch: Launch | undefined
let stopping = false

function stop(): void {
  if (stopping) {
    launch?.kill()
    process.exit(1)
  }
  stopping = true
  console.log('\nStopping ... (Ctrl-C again stops at once)')
  launch?.stop().then(() => process.exit(0), fail)
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

try {
  launch = new Launch(readSettings())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  watchNpm(() => {
    if (!stopping) stop()
  })
  await launch.start()
} catch (error) {
  // A start that fails because it was stopped is no news.
  if (!stopping) {
    stopping = true
    await launch?.stop().catch(() => undefined)
    fail(error)
  }
}
