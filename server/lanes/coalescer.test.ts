import { expect, test } from 'vitest'
import { Coalescer } from './coalescer.ts'

function gated() {
  const batches: number[][] = []
  const gates: (() => void)[] = []
  const coalescer = new Coalescer<number, number>(async (inputs) => {
    batches.push(inputs)
    await new Promise<void>((open) => gates.push(open))
    if (inputs.includes(13)) throw new Error('unlucky')
    return inputs.map((input) => input * 2)
  }, 3)
  const next = async (): Promise<void> => {
    await expect.poll(() => gates.length, { interval: 1 }).toBeGreaterThan(0)
    gates.shift()?.()
  }
  return { coalescer, batches, next }
}

test('calls of one moment travel together, each with its own answer, never more than fit', async () => {
  const { coalescer, batches, next } = gated()
  const answers = Promise.all([1, 2, 3, 4].map((input) => coalescer.call(input)))
  await next()
  await next()
  expect(await answers).toEqual([2, 4, 6, 8])
  expect(batches).toEqual([[1, 2, 3], [4]])
})

test('what is called while a batch runs goes in the next one', async () => {
  const { coalescer, batches, next } = gated()
  const first = coalescer.call(1)
  await expect.poll(() => batches.length, { interval: 1 }).toBe(1)
  const others = Promise.all([coalescer.call(2), coalescer.call(3)])
  expect(batches).toEqual([[1]])
  await next()
  expect(await first).toBe(2)
  await next()
  expect(await others).toEqual([4, 6])
  expect(batches).toEqual([[1], [2, 3]])
})

test('the error of a batch is the error of each of its calls and of no other', async () => {
  const { coalescer, next } = gated()
  const outcomes = Promise.allSettled([1, 13, 2, 3].map((input) => coalescer.call(input)))
  await next()
  await next()
  expect((await outcomes).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled'])
})

test('batches begin apart, and a call after a rest waits for nothing', async () => {
  const gapMs = 200
  const begun: { inputs: number[]; at: number }[] = []
  const run = async (inputs: number[]) => {
    begun.push({ inputs, at: performance.now() })
    return inputs
  }
  const coalescer = new Coalescer(run, 10, gapMs)
  const calledAt = performance.now()
  await coalescer.call(1)
  const second = coalescer.call(2)
  await new Promise((done) => setTimeout(done, 20))
  await Promise.all([second, coalescer.call(3)])
  expect(begun.map(({ inputs }) => inputs)).toEqual([[1], [2, 3]])
  const [firstAt, secondAt] = begun.map(({ at }) => at) as [number, number]
  expect(firstAt - calledAt).toBeLessThan(gapMs)
  expect(secondAt - firstAt).toBeGreaterThanOrEqual(gapMs - 2)
})
