import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { operationList } from '../contract/operations.ts'
import { openApiDocument, openApiText } from './openapi-document.ts'

// biome-ignore lint/suspicious/noExplicitAny: a document to look into
const document = openApiDocument() as any

describe('the OpenAPI document', () => {
  test('is committed as docs/openapi.json and up to date: run npm run openapi', () => {
    expect(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')).toBe(openApiText())
  })

  test('describes every operation once, under its own id', () => {
    const described = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    )
    expect(described.sort()).toEqual(operationList.map(({ id }) => id).sort())
  })

  test('is 3.1 and says what is delivered to subscribers', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.webhooks)).toEqual(['event', 'batch'])
  })

  test('every schema has a name of ours', () => {
    const { schemas } = (openApiDocument() as { components: { schemas: object } }).components
    expect(Object.keys(schemas).filter((name) => !/^[A-Z]\w+$/.test(name))).toEqual([])
  })

  test('every reference leads somewhere', () => {
    const references = [...openApiText().matchAll(/"\$ref": "#\/([^"]+)"/g)].map((match) => match[1] as string)
    expect(references.length).toBeGreaterThan(20)
    for (const reference of references) {
      const target = reference.split('/').reduce((node, step) => node?.[step], document)
      expect(target, reference).toBeDefined()
    }
  })

  test('every call names the scope it needs', () => {
    for (const { operation } of operationList) {
      const { description } = document.paths[operation.path][operation.method.toLowerCase()]
      expect(description).toContain(operation.scope === null ? 'Any key' : operation.scope)
    }
  })
})
