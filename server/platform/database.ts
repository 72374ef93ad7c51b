import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../../prisma/generated/client.ts'
import { synchroniseClock } from './clock.ts'
import { joinedClient } from './joined-transaction.ts'
import { logger } from './logger.ts'

/**
 * The process's database: `hot` runs the named set-based statements of accept and record, `pool` other SQL, `prisma` the
 * CRUD; all speak to the same server. A process opens it once at start; tests open their own clone.
 */
export interface Database {
  url: string
  hot: pg.Pool
  pool: pg.Pool
  prisma: PrismaClient
}

let current: Database | undefined

/** A statement that hangs longer than this is given up on both sides: a black-holed connection must not hold its caller. */
const statementTimeoutMs = 30_000

/**
 * Plans of the hot statements are made once and kept. A table that was empty then may be large now, and a partition that is
 * empty until midnight: without this the kept plan may scan them from end to end.
 */
export const hotPlanSettings = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off'

/** `url`: a PostgreSQL connection string; `poolSize`: most connections for each of `hot` and `pool`, which open them when needed (Prisma takes up to five more). */
export async function openDatabase(options: { url: string; poolSize: number }): Promise<Database> {
  if (current) throw new Error('The database is open already.')
  const hot = openPool({ ...options, settings: hotPlanSettings })
  const pool = openPool({ ...options, settings: '' })
  const adapter = new PrismaPg({ connectionString: options.url, max: 5, connectionTimeoutMillis: 5_000 })
  current = { url: options.url, hot, pool, prisma: new PrismaClient({ adapter }) }
  await synchroniseClock(pool)
  return current
}

function openPool(options: { url: string; poolSize: number; settings: string }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: 5_000,
    query_timeout: statementTimeoutMs,
    keepAlive: true,
    application_name: 'postrider',
    options: `-c statement_timeout=${statementTimeoutMs} ${options.settings}`,
  })
  pool.on('error', (error) => logger.warn({ error: error.message }, 'an idle database connection was lost'))
  return pool
}

export function database(): Database {
  if (!current) throw new Error('The database is not open: call openDatabase first.')
  const prisma = joinedClient()
  return prisma ? { ...current, prisma } : current
}

export async function closeDatabase(): Promise<void> {
  const closing = current
  current = undefined
  if (!closing) return
  await closing.prisma.$disconnect()
  await Promise.all([closing.hot.end(), closing.pool.end()])
}
