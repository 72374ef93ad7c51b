import { createSignInLink } from '../auth/create-sign-in-link.ts'
import { closeDatabase, openDatabase } from '../platform/database.ts'
import { readEnvironment } from '../platform/env.ts'
import { runningDatabase } from './running-database.ts'

// npm run sign-in-link [email]: another link for a portal that is running. Whoever may run this may sign in.
try {
  const env = readEnvironment()
  await openDatabase({ url: env.DATABASE_URL ?? runningDatabase(env), poolSize: 2 })
  const email = process.argv[2]
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`
  const { url } = await createSignInLink({ publicUrl, ...(email ? { email } : {}) })
  console.log(`Works once, within 15 minutes:\n${url}`)
  await closeDatabase()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
