import type { Hono } from 'hono'
import { KeyDirectory } from '../api-keys/key-directory.ts'
import { KeyUses } from '../api-keys/key-uses.ts'
import { hearListenSignals } from '../listen/listen-signals.ts'
import { ChangeFeed } from '../platform/change-feed.ts'
import { PublishLimits } from '../rate-limit/publish-limits.ts'
import { trustedProxies } from './client-address.ts'
import { createRestApp } from './create-rest-app.ts'
import { Gate } from './gate.ts'

export interface Rest {
  app: Hono
  /** Stops listening for changes and writes down the last uses of keys. Call it before the database is closed. */
  close(): Promise<void>
}

/**
 * The REST API with what runs beside it in a process. The database is open already; `databaseUrl` leads to it directly,
 * not through a transaction pooler, or keys are looked up every second. `proxies`: addresses and CIDR blocks whose
 * X-Forwarded-For is believed.
 */
export function openRest(options: { databaseUrl: string; proxies: readonly string[] }): Rest {
  const changes = new ChangeFeed(options.databaseUrl)
  hearListenSignals(changes)
  const uses = new KeyUses()
  const app = createRestApp({
    gate: new Gate(new KeyDirectory(changes), uses),
    publishLimits: new PublishLimits(changes),
    proxies: trustedProxies(options.proxies),
  })
  return {
    app,
    async close() {
      await changes.close()
      await uses.close()
    },
  }
}
