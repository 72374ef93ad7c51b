import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { operationList } from './operations.ts'

function fieldsOf(body: z.ZodType | null): string[] {
  return body && 'shape' in body ? Object.keys(body.shape as object) : []
}

describe('declared operations', () => {
  test.each(operationList)('$id can be given as one flat object', ({ operation }) => {
    const names = [operation.params, operation.query].flatMap((part) => Object.keys(part.shape))
    const all = [...names, ...fieldsOf(operation.body)]
    expect(new Set(all).size).toBe(all.length)
  })

  test.each(operationList)('$id names in its path exactly its params', ({ operation }) => {
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    expect(inPath.sort()).toEqual(Object.keys(operation.params.shape).sort())
  })

  test('no two share method and path', () => {
    const routes = operationList.map(
      ({ operation }) => `${operation.method} ${operation.path.replaceAll(/\{\w+\}/g, '{}')}`,
    )
    expect(new Set(routes).size).toBe(routes.length)
  })
})
