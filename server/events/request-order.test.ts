import { expect, test } from 'vitest'
import { RequestOrder } from './request-order.ts'

function recorded() {
  const order = new RequestOrder()
  const begun: number[] = []
  const turns = [0, 1, 2, 3].map((index) => order.turn(index))
  const enter = (index: number): void => {
    void turns[index]?.enter('v1', async () => begun.push(index))
  }
  return { begun, turns, enter }
}

test('who is ready early waits for those before', () => {
  const { begun, enter } = recorded()
  for (const index of [3, 1, 0, 2]) enter(index)
  expect(begun).toEqual([0, 1, 2, 3])
})

test('who leaves without having started holds nobody back', () => {
  const { begun, turns, enter } = recorded()
  enter(1)
  enter(3)
  turns[2]?.leave()
  expect(begun).toEqual([])
  turns[0]?.leave()
  expect(begun).toEqual([1, 3])
})

test('who has to start again goes before later ones that have to start again', () => {
  const { begun, turns, enter } = recorded()
  for (const index of [0, 1, 2, 3]) enter(index)
  for (const turn of turns.slice(0, 3)) turn.again()
  enter(2)
  enter(1)
  expect(begun).toEqual([0, 1, 2, 3])
  enter(0)
  expect(begun).toEqual([0, 1, 2, 3, 0, 1, 2])
})

test('who was matched from something else waits for the outcome of those before', () => {
  const { begun, turns, enter } = recorded()
  enter(0)
  enter(1)
  void turns[2]?.enter('v2', async () => begun.push(2))
  expect(begun).toEqual([0, 1])
  turns[1]?.leave()
  turns[0]?.again()
  expect(begun).toEqual([0, 1])
  void turns[0]?.enter('v2', async () => begun.push(0))
  expect(begun).toEqual([0, 1, 0, 2])
})

test('a fault of the start is the fault of the one who entered', async () => {
  const { turns } = recorded()
  await expect(turns[0]?.enter('v1', async () => Promise.reject(new Error('full')))).rejects.toThrow('full')
})
