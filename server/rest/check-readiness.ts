import { clockSkewMs } from '../platform/clock.ts'
import { isDatabaseAway } from '../platform/database-away.ts'
import { sqlState } from '../platform/database-fault.ts'
import { isWorkerAlive, missingMigrations } from './readiness-store.ts'

export interface Readiness {
  ready: boolean
  database: 'ok' | 'away' | 'failing'
  migrations: 'ok' | 'missing' | 'unknown'
  worker: 'ok' | 'missing' | 'unknown'
  /** Database time minus this machine's, in milliseconds. Everything goes on by database time; beyond 30 s it is logged. */
  clock_skew_ms: number
}

/** 42P01: the table that lists the migrations does not exist. */
const undefinedTable = '42P01'

export async function checkReadiness(): Promise<Readiness> {
  try {
    if ((await missingMigrations()).length > 0) return notReady('ok', 'missing')
    const worker = (await isWorkerAlive()) ? 'ok' : 'missing'
    return { ready: worker === 'ok', database: 'ok', migrations: 'ok', worker, clock_skew_ms: skewMs() }
  } catch (error) {
    if (sqlState(error) === undefinedTable) return notReady('ok', 'missing')
    return notReady(isDatabaseAway(error) ? 'away' : 'failing', 'unknown')
  }
}

function notReady(database: Readiness['database'], migrations: Readiness['migrations']): Readiness {
  return { ready: false, database, migrations, worker: 'unknown', clock_skew_ms: skewMs() }
}

function skewMs(): number {
  return Math.round(clockSkewMs())
}
