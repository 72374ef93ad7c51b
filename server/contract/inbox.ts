import { z } from 'zod'
import { IdParams, Ref, Timestamp, text } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'

const inboxKinds = ['builtin', 'webhook_site'] as const

const answers = {
  status: z.int().min(200).max(599).meta({ description: 'Status it answers with; default 200.' }),
  delay_ms: z.int().min(0).max(60_000).meta({ description: 'Before it answers.' }),
  fail_rate: z.number().min(0).max(1).meta({ description: 'Share of requests that get 500 instead, at random.' }),
  retry_after_seconds: z
    .int()
    .min(0)
    .max(86_400)
    .nullable()
    .meta({ description: 'Sent as Retry-After with 429 and 503.' }),
}

export const Inbox = z
  .object({
    id: z.string().meta({ example: 'inb_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    tenant: z.string(),
    app: z.string().nullable(),
    subscription: z.string().nullable().meta({ description: 'Whose signature is checked.' }),
    name: z.string(),
    kind: z.enum(inboxKinds).meta({
      description: 'webhook_site: what is sent to it leaves this installation. It is copied here when it is read.',
    }),
    state: z
      .enum(['active', 'expired'])
      .meta({ description: 'expired: webhook.site takes no more requests for it. Clear it, or make another.' }),
    problem: z
      .string()
      .nullable()
      .meta({ description: 'Why webhook.site could not be asked for requests the last time; null: it could.' }),
    url: z.string().meta({ description: 'Whoever knows it may send to it.' }),
    ...answers,
    request_count: z.int().meta({ description: 'Of those that are kept.' }),
    expires_at: Timestamp,
    created_at: Timestamp,
  })
  .meta({ id: 'Inbox', description: 'A receiver to try things with. Keeps the newest 200 requests, at most 16 MiB.' })
export type Inbox = z.infer<typeof Inbox>

const Headers = z
  .array(z.tuple([z.string(), z.string()]))
  .meta({ description: 'Names and values in the order received.' })

const SentSide = z
  .object({
    delivery: z.string(),
    event: z.string(),
    subscription: z.string(),
    attempt: z.int(),
    code: z.int().nullable().meta({ description: 'What we saw it answer; null while that is not known.' }),
    error: z.string().nullable(),
    duration_ms: z.number().nullable(),
    bytes_equal: z.boolean().nullable().meta({ description: 'null: it travelled in a batch, or the event is gone.' }),
    differs_at: z.int().nullable().meta({ description: 'Offset of the first byte that differs.' }),
    header_differences: z.array(
      z.object({ name: z.string(), sent: z.string().nullable(), received: z.string().nullable() }),
    ),
  })
  .meta({ id: 'SentSide', description: 'Our side of the same attempt.' })
export type SentSide = z.infer<typeof SentSide>

export const InboxRequest = z
  .object({
    id: z.string(),
    method: z.string(),
    query: z.string(),
    headers: Headers,
    body: z.object({ text: z.string(), encoding: z.enum(['utf-8', 'base64']), truncated: z.boolean() }),
    body_bytes: z.int(),
    body_sha256: z.string().meta({ description: 'Of the whole body, hexadecimal.' }),
    ip: z.string().nullable(),
    answered: z
      .int()
      .nullable()
      .meta({ description: 'The status it was answered with; null: webhook.site answered it and does not tell.' }),
    received_at: Timestamp,
    signature: z
      .object({ ok: z.boolean(), step: z.string().nullable(), message: z.string() })
      .nullable()
      .meta({ description: 'Judged as a receiver would have at that moment; null: no subscription sends here.' }),
    sent: SentSide.nullable(),
  })
  .meta({ id: 'InboxRequest', description: 'What arrived, and beside it what we sent.' })
export type InboxRequest = z.infer<typeof InboxRequest>

const settings = {
  name: text(200).optional(),
  subscription: Ref.nullable().optional(),
  status: answers.status.optional(),
  delay_ms: answers.delay_ms.optional(),
  fail_rate: answers.fail_rate.optional(),
  retry_after_seconds: answers.retry_after_seconds.optional(),
}

const path = '/api/v1/webhooks/inboxes'
const scope = 'inboxes:write'
const tag = 'Inboxes'

export const inboxOperations = {
  createInbox: operation({
    method: 'POST',
    path,
    scope,
    tag,
    summary: 'Create an inbox',
    body: z.strictObject({
      tenant: Ref.optional(),
      app: Ref.optional(),
      kind: z.enum(inboxKinds).default('builtin').meta({
        description:
          'webhook_site: kept by webhook.site, where the operator set WEBHOOK_SITE_URL. It answers with a status other than 410, after at most 10 whole seconds, and neither at random nor with Retry-After.',
      }),
      ...settings,
      expires_in_seconds: z.int().min(60).max(2_592_000).default(604_800).meta({ description: 'Default 7 days.' }),
    }),
    success: { status: 201, schema: Inbox },
    errors: ['conflict'],
  }),
  listInboxes: operation({
    method: 'GET',
    path,
    scope,
    tag,
    summary: 'List inboxes',
    query: z.strictObject({ ...pageQuery, tenant: Ref.optional() }),
    success: { status: 200, schema: pageOf(Inbox) },
  }),
  getInbox: operation({
    method: 'GET',
    path: `${path}/{id}`,
    scope,
    tag,
    summary: 'Get an inbox',
    params: IdParams,
    success: { status: 200, schema: Inbox },
  }),
  updateInbox: operation({
    method: 'PATCH',
    path: `${path}/{id}`,
    scope,
    tag,
    summary: 'Change how an inbox answers',
    params: IdParams,
    body: z.strictObject(settings),
    success: { status: 200, schema: Inbox },
    errors: ['conflict'],
  }),
  deleteInbox: operation({
    method: 'DELETE',
    path: `${path}/{id}`,
    scope,
    tag,
    summary: 'Delete an inbox and its requests',
    description: 'Also at webhook.site, if it is kept there.',
    params: IdParams,
    success: { status: 204, schema: z.void() },
  }),
  listInboxRequests: operation({
    method: 'GET',
    path: `${path}/{id}/requests`,
    scope,
    tag,
    summary: 'List the requests of an inbox',
    description: 'Newest first.',
    params: IdParams,
    query: z.strictObject(pageQuery),
    success: { status: 200, schema: pageOf(InboxRequest) },
  }),
  clearInbox: operation({
    method: 'DELETE',
    path: `${path}/{id}/requests`,
    scope,
    tag,
    summary: 'Delete the requests of an inbox',
    description: 'Also at webhook.site, if it is kept there.',
    params: IdParams,
    success: { status: 204, schema: z.void() },
  }),
}
