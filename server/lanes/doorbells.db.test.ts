import { expect } from 'vitest'
import { makeSubscription, makeTenant, publish, rows, soon, startTestWorker, useEngine } from '../../test/engine.ts'
import { test } from '../../test/engine-test.ts'
import { acceptedChannel, laneLockSpace } from './lane-store.ts'

const at = useEngine({ poolSize: 20 })

/** Graphile-worker's own functions stay; the row never appears. */
async function withoutDoorbells(during: () => Promise<void>): Promise<void> {
  await rows(`create function lose_job() returns trigger language plpgsql as 'begin return null; end'`)
  await rows(
    `create trigger lose_jobs before insert on graphile_worker._private_jobs for each row execute function lose_job()`,
  )
  try {
    await during()
  } finally {
    await rows('drop function lose_job cascade')
  }
}

test('a delivery whose doorbell is lost goes out within five seconds', async ({ receiver, tenant }) => {
  await makeSubscription(tenant.id, receiver.url)
  let publishedAt = 0
  await withoutDoorbells(async () => {
    await publish(tenant.publicId)
    publishedAt = Date.now()
  })
  await expect.poll(() => receiver.requests.length, soon).toBe(1)
  const waitedMs = (receiver.requests[0]?.at ?? 0) - publishedAt
  expect(waitedMs).toBeLessThan(6_000)
  // The doorbell was really lost.
  expect(waitedMs).toBeGreaterThan(1_500)
})

test('a lane that is owned hears of its events without a job', async ({ receiver, tenant }) => {
  const held: (() => void)[] = []
  receiver.answer = (_request, response) => {
    if (receiver.requests.length > 1) response.end()
    else held.push(() => response.end())
  }
  await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  // The request without an answer keeps the lane.
  await expect.poll(() => held.length, soon).toBe(1)
  let waitedMs = 0
  await withoutDoorbells(async () => {
    const publishedAt = Date.now()
    await publish(tenant.publicId)
    await expect.poll(() => receiver.requests.length, soon).toBe(2)
    waitedMs = Date.now() - publishedAt
  })
  held[0]?.()
  // The reconciler looks only for what is two seconds late.
  expect(waitedMs).toBeLessThan(1_900)
})

test('a worker that gave the lane back before the events were committed takes it again', async ({
  receiver,
  tenant,
}) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  await publish(tenant.publicId)
  await expect.poll(() => receiver.requests.length, soon).toBe(1)
  const isFree = async () => {
    const [row] = await rows<{ free: boolean }>(
      `select not exists (select from pg_locks l join subscriptions s on s.id = $1 where l.locktype = 'advisory'
         and ((l.classid::bigint << 32) | l.objid::bigint) = $2::bigint + s.lane_no) as free`,
      subscription,
      laneLockSpace,
    )
    return row?.free
  }
  await expect.poll(isFree, soon).toBe(true)
  let waitedMs = 0
  await withoutDoorbells(async () => {
    const publishedAt = Date.now()
    await publish(tenant.publicId)
    // What the accept would have said, had it seen the lane owned.
    await rows('select pg_notify($1, $2)', acceptedChannel, subscription)
    await expect.poll(() => receiver.requests.length, soon).toBe(2)
    waitedMs = Date.now() - publishedAt
  })
  expect(waitedMs).toBeLessThan(1_900)
})

test('a retry whose doorbell is lost goes out all the same', async ({ receiver, tenant }) => {
  let requests = 0
  receiver.answer = (_request, response) => {
    response.writeHead(++requests === 1 ? 500 : 200)
    response.end()
  }
  await makeSubscription(tenant.id, receiver.url)
  await withoutDoorbells(async () => {
    await publish(tenant.publicId)
    await expect.poll(() => receiver.requests.length, soon).toBe(2)
  })
})

test('doorbells that ring twice, for nothing or for nobody change nothing', async ({ receiver, tenant }) => {
  const subscription = await makeSubscription(tenant.id, receiver.url)
  for (const payload of [
    { subscriptionId: subscription },
    { subscriptionId: tenant.id },
    { subscriptionId: 'x' },
    {},
    [],
  ]) {
    for (let n = 0; n < 5; n++)
      await rows(`select graphile_worker.add_job('ring_lane', $1::json)`, JSON.stringify(payload))
  }
  await publish(tenant.publicId)
  await expect.poll(() => receiver.requests.length, soon).toBe(1)
  await expect
    .poll(
      () =>
        rows(
          `select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'ring_lane' and run_at <= now()`,
        ),
      soon,
    )
    .toEqual([])
  expect(receiver.requests).toHaveLength(1)
})

test('an event that is committed while its lane is giving its lock back does not wait for the reconciler', async ({
  receiver,
}) => {
  // Doorbells reach either worker: who is rung for a lane that the other one holds can only tell it.
  await using _other = await startTestWorker(at.url)
  const lanes = 12
  const rounds = 40
  const publishedAt = new Map<string, number>()
  /** A lane lingers 200 ms: the next event comes just before, while, or just after it goes. */
  const pauseMs = (lane: number, round: number): number => 190 + ((lane * 7 + round * 13) % 60)
  const run = async (lane: number): Promise<void> => {
    const tenant = await makeTenant()
    await makeSubscription(tenant.id, receiver.url)
    for (let round = 0; round < rounds; round++) {
      const [id] = await publish(tenant.publicId)
      publishedAt.set(id as string, Date.now())
      await new Promise((next) => setTimeout(next, pauseMs(lane, round)))
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)))
  await expect.poll(() => receiver.requests.length, soon).toBe(lanes * rounds)
  const waits = receiver.requests.map((request) => {
    const id = request.headers['x-pt-event-id'] as string
    return request.at - (publishedAt.get(id) as number)
  })
  // The reconciler looks only for what is two seconds late. On a machine that is short of processor time everything is late.
  const middle = waits.toSorted((a, b) => a - b)[waits.length >> 1] as number
  expect(Math.max(...waits)).toBeLessThan(Math.max(1_900, 20 * middle))
  expect(new Set(receiver.requests.map((request) => request.headers['x-pt-event-id'])).size).toBe(lanes * rounds)
}, 60_000)
