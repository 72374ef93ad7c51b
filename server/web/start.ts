import packageFacts from '../../package.json' with { type: 'json' }
import { readAuthSecret } from '../auth/auth-secret.ts'
import { identityProviders } from '../auth/identity-providers.ts'
import { setInstallation } from '../installation/installation.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../outbound/outbound-policy.ts'
import { ownPorts } from '../outbound/own-ports.ts'
import { closeDatabase, openDatabase } from '../platform/database.ts'
import { isLocalMode, listenHost } from '../platform/local-mode.ts'
import { logger } from '../platform/logger.ts'
import { runPart } from '../platform/run-part.ts'
import { openKeyRing } from '../platform/sealing.ts'
import { checkSealingCanaries } from '../platform/sealing-canary.ts'
import { signInCommand } from '../platform/sign-in-command.ts'
import { watchClock } from '../platform/watch-clock.ts'
import { openRest } from '../rest/open-rest.ts'
import { setWebhookSite } from '../webhook-site/webhook-site.ts'
import { startWeb } from './start-web.ts'

await runPart(async (env) => {
  if (!env.DATABASE_URL)
    throw new Error('DATABASE_URL is not set: a web process alone needs the database of the others.')
  openKeyRing(env)
  setWebhookSite(env)
  setInstallation(packageFacts.version, env)
  const authSecret = await readAuthSecret(env)
  const { pool } = await openDatabase({ url: env.DATABASE_URL, poolSize: env.DATABASE_POOL })
  await checkSealingCanaries(pool)
  const stopClock = watchClock(pool)
  const rest = openRest({ databaseUrl: env.DATABASE_URL, proxies: env.TRUSTED_PROXIES })
  const web = await startWeb({
    host: listenHost(env),
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    // The page is open to everybody: where a folder is on a machine of others is nobody's business.
    signInCommand: signInCommand(isLocalMode(env) ? env.DATA_DIR : '.data'),
    authSecret,
    identityProviders: identityProviders(env),
    rest: rest.app,
    proxies: env.TRUSTED_PROXIES,
    onListening: ({ publicUrl }) =>
      setOutboundPolicy(
        createOutboundPolicy({
          mode: isLocalMode(env) ? 'local' : 'strict',
          allow: env.OUTBOUND_ALLOW,
          egressProxy: env.EGRESS_PROXY_URL,
          inboxOrigin: publicUrl,
          ownPorts: ownPorts(env),
        }),
      ),
  })
  logger.info({ port: web.port }, 'the web process is ready')
  return {
    port: web.port,
    async close() {
      await web.close()
      await rest.close()
      stopClock()
      await closeDatabase()
    },
  }
})
