import type { ChangeFeed } from '../platform/change-feed.ts'

/** Notifications can be lost with a connection: whoever waits looks again this often anyway. */
const lookAgainMs = 1_000

const watches = new Map<string, Set<() => void>>()

/** From now on what other processes announce wakes the watches of this one. Called once, when the process starts. */
export function hearListenSignals(feed: ChangeFeed): void {
  feed.onChange((uuid) => {
    const woken = uuid === null ? [...watches.values()] : [watches.get(uuid) ?? []]
    for (const wakes of woken) for (const wake of wakes) wake()
  })
}

/** Hears of one row (uuid) from when it is made; what is heard between two calls of `next` is not lost. */
export class ListenWatch implements Disposable {
  private readonly uuid: string
  private heard = false
  private wake: () => void = () => undefined
  private readonly hear = (): void => {
    this.heard = true
    this.wake()
  }

  constructor(uuid: string) {
    this.uuid = uuid
    const all = watches.get(uuid) ?? new Set()
    watches.set(uuid, all.add(this.hear))
  }

  /** Resolves when it is time to look again: something was announced, or it is a second or `withinMs` later. */
  async next(withinMs: number): Promise<void> {
    if (!this.heard) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.wake = resolve
      const timer = setTimeout(resolve, Math.max(0, Math.min(withinMs, lookAgainMs)))
      await promise
      clearTimeout(timer)
    }
    this.heard = false
  }

  [Symbol.dispose](): void {
    const all = watches.get(this.uuid)
    all?.delete(this.hear)
    if (all?.size === 0) watches.delete(this.uuid)
  }
}
