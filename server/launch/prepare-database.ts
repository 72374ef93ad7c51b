import { ensureOperatorKey } from '../api-keys/ensure-operator-key.ts'
import { createSignInLink } from '../auth/create-sign-in-link.ts'
import { hasOwnerSignedIn } from '../auth/has-owner-signed-in.ts'
import { seedEventTypes } from '../event-types/seed-event-types.ts'
import { applyMigrations } from '../migrations/apply-migrations.ts'
import { systemActor } from '../platform/actor.ts'
import { closeDatabase, database, openDatabase } from '../platform/database.ts'
import { createTenant } from '../tenants/create-tenant.ts'
import { databaseRefusal } from './database-refusal.ts'

/** The tenant that the printed curl line publishes for. */
const demoTenant = { uid: 'demo', name: 'Demo' }

export interface PreparedDatabase extends AsyncDisposable {
  /** Names of the migrations that were applied now. */
  applied: string[]
  /** uid of a tenant to try things with, or of the only one; null when there are others. */
  tenant: string | null
  /**
   * The operator key. `key` is null when it was made on an earlier start, of which only the hash is kept; so a key is made
   * only now, when it is sure to be shown.
   */
  operatorKey(): Promise<{ key: string | null; keyIsNew: boolean }>
  /** Works once. */
  signInLink(publicUrl: string): Promise<string>
  /** False: without a link nobody gets into the portal. */
  hasOwnerSignedIn(): Promise<boolean>
}

/**
 * Migrates the database and puts into it what a new installation needs before the first request: the event types, an
 * operator key and, with `demo`, a tenant. Idempotent; keeps the database open, because of what is
 * asked later, until it is disposed of. Throws an Error with one sentence when the database cannot be used.
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
  // A key that is given may be used at the first moment the server answers.
  if (options.operatorKey) await ensureOperatorKey(options.operatorKey)
  if (options.demo && (await database().prisma.tenant.count()) === 0) await createTenant(systemActor, demoTenant)
  const demo = await database().prisma.tenant.findFirst({ where: { uid: demoTenant.uid, deletedAt: null } })
  const [first, second] = await database().prisma.tenant.findMany({ where: { deletedAt: null }, take: 2 })
  return {
    applied,
    tenant: demo?.uid ?? (second ? null : (first?.uid ?? null)),
    async operatorKey() {
      const { key, created } = await ensureOperatorKey(options.operatorKey)
      return { key, keyIsNew: created }
    },
    signInLink: async (publicUrl) => (await createSignInLink({ publicUrl })).url,
    hasOwnerSignedIn,
    [Symbol.asyncDispose]: closeDatabase,
  }
}
