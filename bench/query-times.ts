import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbeddedPostgres } from '../server/launch/embedded-postgres.ts'
import { embeddedSettings } from '../server/launch/embedded-settings.ts'
import { applyMigrations } from '../server/migrations/apply-migrations.ts'
import { closeDatabase, openDatabase } from '../server/platform/database.ts'
import { rollUpStats } from '../server/stats/roll-up-stats.ts'
import { machineLine } from './machine.ts'
import { fillMonth, historyDays, monthTenants } from './month-of-history.ts'
import { callerOf, portalQuestions } from './portal-questions.ts'
import { postgresSeconds } from './process-use.ts'
import { type Explained, explain, tracedStatements } from './statement-trace.ts'

// npm run bench:queries [-- --deliveries 1000000]: what every question of the portal's lists and numbers takes in a database
// with a month behind it, as the operator and as one tenant; the plan of the slowest statement of each.
// processor: of Node and PostgreSQL together, to 2 ms; on a machine with other work the median is more than it would be.
// --data-dir: a folder that is kept; a second run with it measures what the first has written.
const { values } = parseArgs({
  options: { deliveries: { type: 'string', default: '1000000' }, 'data-dir': { type: 'string' } },
})
const deliveries = Number(values.deliveries)
/** What nobody notices. Of processor time, which other work on the machine does not stretch: no question waits for a disk here. */
const budgetMs = 100
const repeats = 5

const kept = values['data-dir']
const dataDir = kept ?? (await mkdtemp(join(tmpdir(), 'postrider-queries-')))
const server = await startEmbeddedPostgres({ dataDir, settings: embeddedSettings })
const postmaster = Number.parseInt(await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10)
const client = new pg.Client(server.url)
try {
  console.log(machineLine())
  await applyMigrations(server.url)
  await openDatabase({ url: server.url, poolSize: 4 })
  await client.connect()
  let [tenant] = await monthTenants(client)
  if (tenant === undefined) {
    const what = `${deliveries.toLocaleString('en-GB')} deliveries over ${historyDays} days written`
    await timed(what, () => fillMonth(client, deliveries))
    // They were not written late: a month was written at once.
    await client.query('truncate delivery_stats_late')
    await timed('statistics rolled up', () => rollUpStats())
    await client.query('vacuum analyze')
    const { rows } = await client.query('select pg_size_pretty(pg_database_size(current_database())) as size')
    console.log(`the database is ${rows[0].size}`)
    ;[tenant] = await monthTenants(client)
  }
  // As a worker does every five minutes.
  await rollUpStats()
  for (const tenantId of [null, tenant ?? null]) await measure(tenantId)
} finally {
  await client.end()
  await closeDatabase()
  await server.stop()
  if (kept === undefined) await rm(dataDir, { recursive: true, force: true })
}

async function measure(tenantId: string | null): Promise<void> {
  const caller = callerOf(tenantId)
  const subscriptions = (await caller.subscriptions.list({ limit: 50 })).data.map(({ id }) => id)
  const cursor = (await caller.deliveries.list({ limit: 50 })).next_cursor ?? ''
  const alertCursor = (await caller.alerts.list({ limit: 50 })).next_cursor ?? ''
  const first = { subscription: subscriptions[0] ?? '', ids: subscriptions.join(), cursor, alertCursor }
  console.log(`\n${tenantId === null ? 'The operator, all tenants' : 'One tenant of fifty'}\n`)
  console.log(
    '| page | question | median | processor | statements | its slowest statement |\n|---|---|---|---|---|---|',
  )
  for (const { page, name, ask } of portalQuestions(first)) {
    const statements = await tracedStatements(() => ask(caller))
    const took: number[] = []
    const before = cpuSeconds()
    for (let round = 0; round < repeats; round++) {
      const startedAt = performance.now()
      await ask(caller)
      took.push(performance.now() - startedAt)
    }
    const cpuMs = ((cpuSeconds() - before) / repeats) * 1000
    const median = took.sort((a, b) => a - b)[Math.floor(repeats / 2)] as number
    const plans: Explained[] = []
    for (const statement of statements) plans.push(await explain(client, statement))
    const slowest = plans.sort((a, b) => b.ms - a.ms)[0]
    const mark = cpuMs > budgetMs ? ' **over**' : ''
    const plan = slowest ? `${slowest.ms.toFixed(1)} ms: ${slowest.reads}` : 'none'
    console.log(
      `| ${page} | ${name} | ${median.toFixed(1)} ms | ${cpuMs.toFixed(0)} ms${mark} | ${statements.length} | ${plan} |`,
    )
  }
}

/** Of this process and of PostgreSQL. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + postgresSeconds(postmaster)
}

async function timed<Output>(what: string, run: () => Promise<Output>): Promise<Output> {
  const startedAt = performance.now()
  const output = await run()
  console.log(`${what} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return output
}
