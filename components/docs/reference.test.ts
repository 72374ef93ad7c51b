import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import openapi from '../../docs/openapi.json' with { type: 'json' }
import { type Document, operationsOf, slugOf, tagOfSlug } from './reference.ts'

const document = openapi as unknown as Document
const origin = 'https://hooks.example.com'
const all = document.tags.flatMap(({ name }) => operationsOf(document, name, origin, 'acme'))

test('every operation of the API is in the reference, under a tag with an address of its own', () => {
  const declared = Object.values(openapi.paths).flatMap((methods) => Object.keys(methods))
  expect(all).toHaveLength(declared.length)
  for (const { name } of document.tags) expect(tagOfSlug(document, slugOf(name))).toBe(name)
  expect(tagOfSlug(document, 'nonsense')).toBeNull()
})

test('commands name a tenant where the caller may name one, unless the key is bound to one', () => {
  const [open] = operationsOf(document, 'Subscriptions', origin, 'acme').filter(({ id }) => id === 'createSubscription')
  const [bound] = operationsOf(document, 'Subscriptions', origin, null).filter(({ id }) => id === 'createSubscription')
  expect(open?.curl).toContain('"tenant": "acme"')
  expect(bound?.curl).not.toContain('"tenant"')
  const [update] = operationsOf(document, 'Subscriptions', origin, 'acme').filter(
    ({ id }) => id === 'updateSubscription',
  )
  expect(update?.curl).not.toContain('"tenant"')
})

test('fields come with their type, whether they are needed, and what they mean', () => {
  const create = all.find(({ id }) => id === 'createSubscription')
  expect(create).toMatchObject({ method: 'POST', path: '/api/v1/webhooks/subscriptions', answerStatus: '201' })
  expect(create?.body.find(({ name }) => name === 'url')).toMatchObject({ type: 'string', isRequired: true })
  expect(create?.body.find(({ name }) => name === 'events')).toMatchObject({ type: 'string[]', isRequired: true })
  expect(create?.answer.map(({ name }) => name)).toContain('secret')
})

test.each(all)('the command of $id is one that a shell reads as meant', ({ curl, path }) => {
  const ended = spawnSync('sh', ['-c', `curl() { printf '%s\n' "$@"; }; ${curl}`], {
    encoding: 'utf8',
    env: { ...process.env, KEY: 'pt_x' },
  })
  expect(ended.status, ended.stderr).toBe(0)
  const words = ended.stdout
  expect(words).toContain(`${origin}${path}\n`)
  expect(words).toContain('Authorization: Bearer pt_x\n')
  const body = words.split('\n-d\n')[1]
  if (body) expect(() => JSON.parse(body)).not.toThrow()
})
