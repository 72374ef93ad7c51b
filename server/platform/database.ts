import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../../prisma/generated/client.ts'
import { synchroniseClock } from './clock.ts'
import { logger } from './logger.ts'

/**
 * The process's database. `pool` runs the named set-based statements of the hot path, `prisma` the CRUD; both speak to
 * the same server. A process opens it once at start; tests open their own clone.
 */
export interface Database {
  url: string
  pool: pg.Pool
  prisma: PrismaClient
}

let current: Database | undefined

/** `url`: a PostgreSQL connection string; `poolSize`: most connections for `pool` (Prisma takes up to five more). */
export async function openDatabase(options: { url: string; poolSize: number }): Promise<Database> {
  if (current) throw new Error('The database is open already.')
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: 5_000,
    application_name: 'postrider',
  })
  pool.on('error', (error) => logger.warn({ error: error.message }, 'an idle database connection was lost'))
  const adapter = new PrismaPg({ connectionString: options.url, max: 5, connectionTimeoutMillis: 5_000 })
  current = { url: options.url, pool, prisma: new PrismaClient({ adapter }) }
  await synchroniseClock(pool)
  return current
}

export function database(): Database {
  if (!current) throw new Error('The database is not open: call openDatabase first.')
  return current
}

export async function closeDatabase(): Promise<void> {
  const closing = current
  current = undefined
  if (!closing) return
  await closing.prisma.$disconnect()
  await closing.pool.end()
}
