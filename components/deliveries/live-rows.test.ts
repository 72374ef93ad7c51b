import { expect, test } from 'vitest'
import { heldRows } from './live-rows.ts'

const row = (id: string, status = 'pending') => ({ id, status })

test('newer rows wait and are counted; nothing under the reader moves', () => {
  const shown = [row('dlv_03'), row('dlv_02')]
  const { rows, fresh } = heldRows(shown, [row('dlv_05'), row('dlv_04'), row('dlv_03'), row('dlv_02')])
  expect(rows.map(({ id }) => id)).toEqual(['dlv_03', 'dlv_02'])
  expect(fresh).toBe(2)
})

test('rows that stand there show what became of them', () => {
  const { rows } = heldRows([row('dlv_02')], [row('dlv_03'), row('dlv_02', 'succeeded')])
  expect(rows).toEqual([row('dlv_02', 'succeeded')])
})

test('rows that newer ones pushed off the page stay where they are', () => {
  const { rows, fresh } = heldRows([row('dlv_02'), row('dlv_01')], [row('dlv_03'), row('dlv_02')])
  expect(rows.map(({ id }) => id)).toEqual(['dlv_02', 'dlv_01'])
  expect(fresh).toBe(1)
})

test('older rows that move up are not called new', () => {
  expect(heldRows([row('dlv_05')], [row('dlv_05'), row('dlv_04')]).fresh).toBe(0)
})
