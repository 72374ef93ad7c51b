import { parentOf } from './process-facts.ts'

const everyMs = 500

/**
 * Calls `ended` once npm is gone when npm started this process. npm runs a script through a shell, and neither hands a
 * signal on for sure: without this, stopping npm would leave everything running. Ctrl-C arrives by itself.
 */
export function watchNpm(ended: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const npm = parentOf(shell)
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return
    clearInterval(timer)
    ended()
  }, everyMs)
  timer.unref()
}
