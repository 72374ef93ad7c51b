import { expect, test } from 'vitest'
import { activeView } from './active-view.ts'

const views = [
  { name: 'Billing', search: 'type=billing.paid&status=failed' },
  { name: 'Failing', search: 'status=failed' },
  { name: 'Failing too', search: 'status=failed' },
]

test('filters are those of a view in whatever order they stand', () => {
  expect(activeView(views, 'status=failed&type=billing.paid', null)).toEqual({ name: 'Billing', isChanged: false })
  expect(activeView(views, 'status=pending', null)).toBeNull()
})

test('of two views with the same filters the chosen one is shown', () => {
  expect(activeView(views, 'status=failed', 'Failing too')).toEqual({ name: 'Failing too', isChanged: false })
  expect(activeView(views, 'status=failed', null)).toEqual({ name: 'Failing', isChanged: false })
})

test('filters that were changed are still of the view they came from, until there are none or those of another', () => {
  expect(activeView(views, 'status=failed&code=500', 'Failing')).toEqual({ name: 'Failing', isChanged: true })
  expect(activeView(views, 'status=failed&type=billing.paid', 'Failing')).toEqual({ name: 'Billing', isChanged: false })
  expect(activeView(views, '', 'Failing')).toBeNull()
  expect(activeView(views, 'status=pending', 'deleted since')).toBeNull()
})
