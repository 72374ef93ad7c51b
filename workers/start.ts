import { setAlertReceiver } from '../server/alerts/alert-receiver.ts'
import { createOutboundPolicy, setOutboundPolicy } from '../server/outbound/outbound-policy.ts'
import { ownPorts } from '../server/outbound/own-ports.ts'
import { closeDatabase, openDatabase } from '../server/platform/database.ts'
import { isLocalMode } from '../server/platform/local-mode.ts'
import { runPart } from '../server/platform/run-part.ts'
import { openKeyRing } from '../server/platform/sealing.ts'
import { checkSealingCanaries } from '../server/platform/sealing-canary.ts'
import { setWebhookSite } from '../server/webhook-site/webhook-site.ts'
import { startWorker } from './worker.ts'

await runPart(async (env) => {
  if (!env.DATABASE_URL) throw new Error('DATABASE_URL is not set: a worker alone needs the database of the others.')
  openKeyRing(env)
  setWebhookSite(env)
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`
  setAlertReceiver(env, publicUrl)
  setOutboundPolicy(
    createOutboundPolicy({
      mode: isLocalMode(env) ? 'local' : 'strict',
      allow: env.OUTBOUND_ALLOW,
      egressProxy: env.EGRESS_PROXY_URL,
      inboxOrigin: publicUrl,
      ownPorts: ownPorts(env),
    }),
  )
  const { pool } = await openDatabase({ url: env.DATABASE_URL, poolSize: env.DATABASE_POOL })
  await checkSealingCanaries(pool)
  const worker = await startWorker({
    databaseUrl: env.DATABASE_URL,
    concurrency: env.WORKER_CONCURRENCY,
    defaultScheduleSeconds: env.DEFAULT_RETRY_SCHEDULE.split(',').map(Number),
    port: env.WORKER_PORT,
    retention: {
      eventDays: env.RETAIN_DAYS,
      attemptDays: env.RETAIN_ATTEMPTS_DAYS,
      statsDays: env.RETAIN_STATS_DAYS,
    },
  })
  return {
    port: worker.port,
    async close() {
      await worker.stop()
      await closeDatabase()
    },
  }
})
