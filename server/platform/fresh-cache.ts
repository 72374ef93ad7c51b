/** What a cache asks of the change feed. */
export interface Changes {
  isCurrent(): boolean
  onChange(listener: (uuid: string | null) => void): void
}

/** With a working feed, changes are heard; this only bounds what a bug elsewhere could do. */
const heardLivesMs = 60_000
/** Without one, age alone keeps the promise that a revoked key stops within two seconds. */
const unheardLivesMs = 1_000

interface Entry<Value> {
  value: Value
  loadedAtMs: number
  /** Loaded while the feed worked and it has not missed anything since. */
  isHeard: boolean
}

/**
 * Rows that every request needs, kept in the process and dropped as soon as they change anywhere: by the change feed
 * where it works, by age where it does not.
 */
export class FreshCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>()
  private readonly loading = new Map<string, Promise<Value | null>>()
  private readonly changes: Changes
  private readonly capacity: number
  private readonly now: () => number
  private changesHeard = 0

  /** `uuidsOf` names the rows whose change makes a value stale; `now` is monotonic milliseconds. */
  constructor(options: {
    changes: Changes
    capacity: number
    uuidsOf: (value: Value) => (string | null)[]
    now?: () => number
  }) {
    this.changes = options.changes
    this.capacity = options.capacity
    this.now = options.now ?? (() => performance.now())
    options.changes.onChange((uuid) => {
      this.changesHeard += 1
      if (uuid === null) return this.entries.clear()
      for (const [key, entry] of this.entries) {
        if (options.uuidsOf(entry.value).includes(uuid)) this.entries.delete(key)
      }
    })
  }

  /** The value when it is fresh. */
  peek(key: string): Value | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    const ageMs = this.now() - entry.loadedAtMs
    if (ageMs < unheardLivesMs) return entry.value
    if (entry.isHeard && ageMs < heardLivesMs && this.changes.isCurrent()) return entry.value
    this.entries.delete(key)
    return undefined
  }

  /** The fresh value, or what `load` finds; concurrent calls for one key load once. Nothing found is not remembered. */
  async get(key: string, load: () => Promise<Value | null>): Promise<Value | null> {
    const known = this.peek(key)
    if (known !== undefined) return known
    const running = this.loading.get(key)
    if (running) return running
    const started = this.loadAndKeep(key, load).finally(() => this.loading.delete(key))
    this.loading.set(key, started)
    return started
  }

  private async loadAndKeep(key: string, load: () => Promise<Value | null>): Promise<Value | null> {
    const loadedAtMs = this.now()
    const isHeard = this.changes.isCurrent()
    const heardBefore = this.changesHeard
    const value = await load()
    // A change that was heard meanwhile may be newer than what was read.
    if (value === null || heardBefore !== this.changesHeard) return value
    if (this.entries.size >= this.capacity) {
      const oldest = this.entries.keys().next().value
      if (oldest !== undefined) this.entries.delete(oldest)
    }
    this.entries.set(key, { value, loadedAtMs, isHeard })
    return value
  }
}
