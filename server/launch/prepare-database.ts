import { ensureOperatorKey } from '../api-keys/ensure-operator-key.ts'
import { createSignInLink } from '../auth/create-sign-in-link.ts'
import { seedEventTypes } from '../event-types/seed-event-types.ts'
import { applyMigrations } from '../migrations/apply-migrations.ts'
import { systemActor } from '../platform/actor.ts'
import { closeDatabase, database, openDatabase } from '../platform/database.ts'
import { createTenant } from '../tenants/create-tenant.ts'
import { databaseRefusal } from './database-refusal.ts'

/** The tenant that the printed curl line publishes for. */
const demoTenant = { uid: 'demo', name: 'Demo' }

export interface PreparedDatabase {
  /** Names of the migrations that were applied now. */
  applied: string[]
  operator: { key: string | null; created: boolean }
  /** uid of a tenant to try things with; null when the installation has tenants of its own. */
  tenant: string | null
  signInLink(publicUrl: string): Promise<string>
  close(): Promise<void>
}

/**
 * Migrates the database and puts into it what a new installation needs before the first request: the event types, an
 * operator key and, with `demo`, a tenant. Idempotent; keeps the database open until `close`, because a sign-in link is
 * made last. Throws an Error with one sentence when the database cannot be used.
 */
export async function prepareDatabase(options: {
  url: string
  operatorKey: string | undefined
  demo: boolean
}): Promise<PreparedDatabase> {
  const applied = await applyMigrations(options.url).catch((error: Error) => {
    throw new Error(databaseRefusal(error, options.url) ?? error.message)
  })
  await openDatabase({ url: options.url, poolSize: 2 })
  await seedEventTypes()
  const operator = await ensureOperatorKey(options.operatorKey)
  if (options.demo && (await database().prisma.tenant.count()) === 0) await createTenant(systemActor, demoTenant)
  const demo = await database().prisma.tenant.findFirst({ where: { uid: demoTenant.uid, deletedAt: null } })
  return {
    applied,
    operator,
    tenant: demo?.uid ?? null,
    signInLink: async (publicUrl) => (await createSignInLink({ publicUrl })).url,
    close: closeDatabase,
  }
}
