import { describe, expect, test } from 'vitest'
import { actorOf } from '../../test/actors.ts'
import { useDatabase } from '../../test/database.ts'
import { fieldsOf, smuggled, validBodies } from '../../test/walked-calls.ts'
import type { Viewer } from '../auth/viewer.ts'
import { toId } from '../contract/ids.ts'
import type { Operation } from '../contract/operation.ts'
import { type OperationId, operations } from '../contract/operations.ts'
import type { PortalContext } from './context.ts'
import { flatParser } from './flat-parser.ts'
import { createCallerFactory } from './procedures.ts'
import { appRouter } from './router.ts'

/** Walks every procedure that changes something, with fields that are nobody's to set. Later ones are walked by themselves. */

useDatabase()

const someUuid = '0190a000-0000-7000-8000-0000000000aa'

const viewer: Viewer = {
  kind: 'person',
  sessionId: someUuid,
  userId: someUuid,
  email: 'ada@example.com',
  name: 'Ada',
  memberships: [{ tenantId: null, role: 'owner' }],
}

const context: PortalContext = { viewer, actor: actorOf({}), requestId: null, cookieHeader: null, hasApiKey: false }
const caller = createCallerFactory(appRouter)(context) as unknown as Record<
  string,
  Record<string, (input: object) => Promise<unknown>>
>

interface Declared {
  _def: { type: string; meta?: { operation?: OperationId } }
}

const changing = Object.entries(appRouter._def.procedures as unknown as Record<string, Declared>).filter(
  ([, { _def }]) => _def.type === 'mutation',
)
const bound = changing.flatMap(([path, { _def }]) =>
  _def.meta?.operation ? [[path, _def.meta.operation] as const] : [],
)

const call = (path: string, input: object) => {
  const [noun = '', verb = ''] = path.split('.')
  return caller[noun]?.[verb]?.(input)
}

function validInput(id: OperationId): object {
  const operation = operations[id] as unknown as Operation
  const names = fieldsOf(operation.body)
  return {
    ...('id' in operation.params.shape ? { id: toId('delivery', someUuid) } : {}),
    ...(names.includes('tenant') ? { tenant: toId('tenant', someUuid) } : {}),
    ...(names.includes('ids') ? { ids: [toId('delivery', someUuid)] } : {}),
    ...validBodies[id],
  }
}

describe('a field that is nobody’s to set', () => {
  test.each(bound)('is refused by %s', async (path, id) => {
    const operation = operations[id] as unknown as Operation
    const declared = new Set([operation.params, operation.query, operation.body].flatMap(fieldsOf))
    const input = validInput(id)
    // Without it the input is fine: what is refused below is refused for the field.
    expect(() => flatParser(operation).parse(input)).not.toThrow()
    for (const [field, value] of Object.entries(smuggled)) {
      if (declared.has(field)) continue
      const attempt = call(path, { ...input, [field]: value })
      await expect(attempt, field).rejects.toMatchObject({ cause: { issues: expect.any(Array) } })
    }
  })

  const ofThePerson: [path: string, input: object][] = [
    ['me.setPassword', { next: 'correct horse battery' }],
    ['me.endSession', { id: toId('portalSession', someUuid) }],
    ['me.endSessions', {}],
    ['views.save', { name: 'Mine', search: '' }],
    ['views.delete', { name: 'Mine' }],
  ]

  test.each(ofThePerson)('is refused by %s, which is about the person alone', async (path, input) => {
    for (const field of ['userId', 'user_id', 'sessionId', 'tenantId', 'role', 'email']) {
      const attempt = call(path, { ...input, [field]: 'x' })
      await expect(attempt, field).rejects.toMatchObject({ cause: { issues: expect.any(Array) } })
    }
  })

  test('leaves no changing procedure out', () => {
    const walked = new Set([...bound, ...ofThePerson].map(([path]) => path))
    expect(changing.map(([path]) => path).filter((path) => !walked.has(path))).toEqual([])
  })
})
