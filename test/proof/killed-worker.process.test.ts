import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { commandLineOf } from '../../server/launch/process-facts.ts'
import { descendantsOf } from '../processes.ts'
import { type Product, startProduct, userCommand } from '../product.ts'
import { type ReceivedRequest, type Receiver, startReceiver } from '../receiver.ts'
import { ProductApi } from './product-api.ts'

let product: Product
let api: ProductApi
let receiver: Receiver

beforeAll(async () => {
  receiver = await startReceiver()
  product = await startProduct({ command: userCommand })
  api = new ProductApi(product)
}, 240_000)

afterAll(async () => {
  await product?.stop()
  await receiver?.[Symbol.asyncDispose]()
}, 60_000)

const workerPid = (): number | undefined =>
  descendantsOf(product.launcher.pid as number).find((pid) => commandLineOf(pid).includes('workers/start.ts'))

test('a worker killed in mid-delivery: the same delivery arrives again within 10 s of the restart, and nothing is lost', async () => {
  receiver.requests.length = 0
  await api.subscribe('held', `${receiver.url}?held`)
  await api.subscribe('around', receiver.url)
  const isHeld = (request: ReceivedRequest) => request.path.endsWith('?held')
  const heldArrivals = () => receiver.requests.filter(isHeld)
  // The receiver has the request and says nothing: nobody can know whether it was processed.
  receiver.answer = (request, response) => {
    if (!isHeld(request) || heldArrivals().length > 1) response.end('ok')
  }

  const held = await api.publish('held', 'memory.created', '{"text":"in mid-delivery"}')
  await vi.waitUntil(() => heldArrivals().length === 1, { timeout: 10_000 })
  const accepted: string[] = []
  const publish = async (count: number) => {
    const ids = await Promise.all(
      Array.from({ length: count }, (_, n) => api.publish('around', 'tag.added', `{"n":${n}}`)),
    )
    accepted.push(...ids)
  }
  await publish(50)
  // These are on their way while the worker dies.
  const racing = publish(50)
  const killed = workerPid() as number
  process.kill(killed, 'SIGKILL')
  await racing
  await publish(100)

  const restarted = () => workerPid() ?? killed
  await vi.waitUntil(() => restarted() !== killed, { timeout: 10_000, interval: 10 })
  const restartedAt = Date.now()
  await vi.waitUntil(() => heldArrivals().length === 2, { timeout: 20_000, interval: 20 })
  const [first, again] = heldArrivals() as [ReceivedRequest, ReceivedRequest]
  expect(again.at - restartedAt).toBeLessThan(10_000)
  expect(again.headers['x-pt-delivery-id']).toBe(first.headers['x-pt-delivery-id'])
  expect(again.headers['webhook-id']).toBe(held)
  expect(again.body.equals(first.body)).toBe(true)

  expect(new Set(accepted).size).toBe(200)
  const missing = () => {
    const arrived = new Set(receiver.requests.map((request) => request.headers['x-pt-event-id']))
    return accepted.filter((event) => !arrived.has(event))
  }
  await expect.poll(missing, { timeout: 20_000 }).toEqual([])
  await expect.poll(() => api.deliveryCounts('around'), { timeout: 20_000 }).toEqual({ succeeded: 200 })
  await expect
    .poll(async () => (await api.deliveryOf(held)).attempts, { timeout: 20_000 })
    .toMatchObject([{ error: 'interrupted' }, { code: 200, error: null }])
  expect(await api.deliveryOf(held)).toMatchObject({ status: 'succeeded' })
}, 120_000)
