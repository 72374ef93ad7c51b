import { createSignInLink } from '../auth/create-sign-in-link.ts'
import { closeDatabase, openDatabase } from '../platform/database.ts'
import { explainUnmigrated } from '../platform/database-fault.ts'
import { portalAddress } from './portal-address.ts'
import { readSettings } from './read-settings.ts'
import { runningDatabase } from './running-database.ts'

// npm run sign-in-link [email]: another link for a portal that is running. Whoever may run this may sign in.
try {
  const env = readSettings()
  await openDatabase({ url: env.DATABASE_URL ?? runningDatabase(env), poolSize: 2 })
  const email = process.argv[2]
  const { url } = await createSignInLink({ publicUrl: portalAddress(env), ...(email ? { email } : {}) })
  console.log(`Works once, within 15 minutes:\n${url}`)
  await closeDatabase()
} catch (cause) {
  const error = explainUnmigrated(cause)
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
