import type pg from 'pg'

const sampleEveryMs = 20
const shownWaits = 14

/** Looks many times a second what PostgreSQL's busy sessions do; `stop` says how many were busy on average, and with what. */
export class WaitProfile {
  private readonly seen = new Map<string, number>()
  private samples = 0
  private readonly done: Promise<void>
  private stopped = false

  constructor(database: pg.Pool) {
    this.done = this.sample(database)
  }

  async stop(): Promise<string[]> {
    this.stopped = true
    await this.done
    return [...this.seen]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, shownWaits)
      .map(([what, times]) => `${(times / this.samples).toFixed(2).padStart(6)} sessions  ${what}`)
  }

  private async sample(database: pg.Pool): Promise<void> {
    while (!this.stopped) {
      const result = await database.query<{ what: string }>(
        `select coalesce(wait_event_type || ' ' || wait_event, 'running') || ': ' ||
                left(regexp_replace(query, '\\s+', ' ', 'g'), 40) as what
           from pg_stat_activity
          where state = 'active' and pid <> pg_backend_pid()
         union all
         select backend_type || ' ' || coalesce(wait_event_type || ' ' || wait_event, 'running')
           from pg_stat_activity
          where backend_type in ('checkpointer', 'walwriter', 'autovacuum worker')
            and coalesce(wait_event_type, '') not in ('Activity')`,
      )
      this.samples += 1
      for (const { what } of result.rows) this.seen.set(what, (this.seen.get(what) ?? 0) + 1)
      await new Promise((resolve) => setTimeout(resolve, sampleEveryMs))
    }
  }
}
