import type { Operation } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onceLink } from './once-link.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Send = (operation: Partial<Operation>) => Promise<unknown>

/** A link that says how often it was asked, and answers with that number or fails. */
function setUp() {
  const state = { asked: 0, fails: false }
  const link = onceLink({})
  const send: Send = (operation) =>
    new Promise((resolve, reject) => {
      const op = {
        id: 1,
        type: 'mutation',
        path: 'deliveries.redeliver',
        input: { id: 'dlv_1' },
        context: {},
        signal: null,
      }
      link({
        op: { ...op, ...operation } as Operation,
        next: () =>
          observable((observer) => {
            state.asked += 1
            const number = state.asked
            const timer = setTimeout(() => {
              if (state.fails) return observer.error(new Error(`failed ${number}`) as never)
              observer.next({ result: { data: number } } as never)
              observer.complete()
            }, 50)
            return () => clearTimeout(timer)
          }),
      }).subscribe({ next: (envelope) => resolve((envelope.result as { data: unknown }).data), error: reject })
    })
  return { state, send }
}

test('a change is asked for once while it is on its way and right after it', async () => {
  const { state, send } = setUp()
  const both = Promise.all([send({}), send({})])
  await vi.advanceTimersByTimeAsync(50)
  expect(await both).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(640)
  expect(await send({})).toBe(1)
  expect(state.asked).toBe(1)
})

test('later, with another input or for another procedure it is another change', async () => {
  const { send } = setUp()
  const different = Promise.all([send({}), send({ input: { id: 'dlv_2' } }), send({ path: 'deliveries.cancel' })])
  await vi.advanceTimersByTimeAsync(50)
  expect(await different).toEqual([1, 2, 3])
  await vi.advanceTimersByTimeAsync(650)
  const later = send({})
  await vi.advanceTimersByTimeAsync(50)
  expect(await later).toBe(4)
})

test('what failed is told to both, and may be tried again at once', async () => {
  const { state, send } = setUp()
  state.fails = true
  const both = Promise.allSettled([send({}), send({})])
  await vi.advanceTimersByTimeAsync(50)
  expect((await both).map((settled) => (settled as PromiseRejectedResult).reason.message)).toEqual([
    'failed 1',
    'failed 1',
  ])
  state.fails = false
  const again = send({})
  await vi.advanceTimersByTimeAsync(50)
  expect(await again).toBe(2)
})

test('questions, and what can be called off, go through each time', async () => {
  const { send } = setUp()
  const { signal } = new AbortController()
  const all = Promise.all([send({ type: 'query' }), send({ type: 'query' }), send({ signal }), send({ signal })])
  await vi.advanceTimersByTimeAsync(50)
  expect(await all).toEqual([1, 2, 3, 4])
})
