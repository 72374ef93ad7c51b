import pg from 'pg'
import { runningDatabase } from '../server/launch/running-database.ts'
import { readEnvironment } from '../server/platform/env.ts'
import { status } from '../test/receiver.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { publish, subscribe } from './subscription.ts'

test('hundreds of probes of a long outage are one row that opens, and what is not listed is counted', async ({
  portal,
  receiver,
  api,
  product,
}) => {
  receiver.answer = status(503)
  const { id } = await subscribe(api, receiver.url, { events: ['tag.added'], retry: { schedule: [] } })
  await publish(api, 'tag.added')
  await portal.goto(`/deliveries?subscription=${id}&status=failed`)
  await portal.getByRole('link', { name: 'tag.added' }).click()
  await expect(portal.getByText('1 of 1').first()).toBeVisible()

  // A circuit that is open for a day makes them, five minutes apart.
  const database = new pg.Client(runningDatabase(readEnvironment({ DATA_DIR: product.dataDir })))
  await database.connect()
  await database.query(
    `insert into attempts (id, delivery_id, event_id, tenant_id, subscription_id, run, attempt, started_at, url, status_code, error,
                           duration_ms, probe)
     select overlay(a.id::text placing lpad(to_hex(n), 12, '0') from 25)::uuid, a.delivery_id, a.event_id, a.tenant_id,
            a.subscription_id, a.run, a.attempt, a.started_at + n * interval '5 minutes', a.url, 503, 'http_error', 3, true
       from attempts a, generate_series(1, 230) n
      where a.subscription_id = (select id from subscriptions order by created_at desc limit 1)`,
  )
  await database.end()
  await portal.reload()
  const folded = portal.getByRole('button', { name: /199 or more probes/ })
  await expect(folded).toBeVisible()
  await expect(portal.getByText('The newest 200 of 231 are listed.')).toBeVisible()
  await expectAccessible(portal)
  await folded.click()
  await expect(portal.getByRole('button', { name: /^Probe/ })).toHaveCount(199)
})
