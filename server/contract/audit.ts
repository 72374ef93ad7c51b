import { z } from 'zod'
import { JsonValue, Ref, Time, Timestamp, text } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { timesInOrder } from './times-in-order.ts'

export const AuditEntry = z
  .object({
    id: z.string(),
    tenant: z.string().nullable().meta({ description: 'Id of the tenant; null: the whole installation.' }),
    actor: z.object({
      kind: z.enum(['key', 'user', 'portal_session', 'system']),
      id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    action: z.string().meta({ example: 'subscription.update' }),
    target: z.object({
      kind: z.string(),
      id: z.string(),
      name: z
        .string()
        .nullable()
        .meta({ description: 'What it is called now, a subscription its URL; null: nothing.' }),
    }),
    before: JsonValue.nullable(),
    after: JsonValue.nullable(),
    ip: z.string().nullable(),
    request_id: z.string().nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'AuditEntry', description: 'Who did what to what, from where. Never holds secrets.' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const auditOperations = {
  listAuditEntries: operation({
    method: 'GET',
    path: '/api/v1/audit',
    scope: 'audit:read',
    tag: 'Audit',
    summary: 'List audit entries',
    query: z
      .strictObject({
        ...pageQuery,
        tenant: Ref.optional(),
        action: text(100).optional(),
        actor: text(100).optional().meta({ description: 'Id of the key or user.' }),
        target_kind: text(100).optional(),
        target: text(200).optional().meta({ description: 'Id of the thing that was changed.' }),
        after: Time.optional(),
        before: Time.optional(),
      })
      .superRefine(timesInOrder('after', 'before')),
    success: { status: 200, schema: pageOf(AuditEntry) },
  }),
}
