import { expect, test } from 'vitest'
import { retryDeadlocks } from './retry-deadlocks.ts'

const failing = (code: string, times: number) => {
  let tries = 0
  const run = async (): Promise<number> => {
    tries += 1
    if (tries <= times) throw Object.assign(new Error('failed'), { code })
    return tries
  }
  return { run, tries: () => tries }
}

test('the victim of a deadlock runs again until it gets through', async () => {
  expect(await retryDeadlocks(failing('40P01', 3).run)).toBe(4)
})

test('it does not try for ever', async () => {
  const stuck = failing('40P01', 100)
  await expect(retryDeadlocks(stuck.run)).rejects.toMatchObject({ code: '40P01' })
  expect(stuck.tries()).toBe(5)
})

test('any other error is thrown at once', async () => {
  const broken = failing('23505', 1)
  await expect(retryDeadlocks(broken.run)).rejects.toMatchObject({ code: '23505' })
  expect(broken.tries()).toBe(1)
})
