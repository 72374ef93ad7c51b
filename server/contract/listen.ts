import { z } from 'zod'
import { HttpUrl, IdParams, QueryInteger, Ref, Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { Circuit, EventPattern, SubscriptionStatus } from './subscription.ts'

const RequestId = z.uuid().meta({ description: 'Of one request that waits for its answer.' })

/** What HTTP allows as a name and a value (RFC 9110, section 5). */
const HeaderName = z
  .string()
  .max(256)
  .regex(/^[\w!#$%&'*+.^`|~-]+$/)
const HeaderValue = z
  .string()
  .max(8192)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/)
const HeaderPairs = z.array(z.tuple([HeaderName, HeaderValue])).max(100)

export const ListenSession = z
  .object({
    id: z.string().meta({ example: 'lsn_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    tenant: z.string(),
    app: z.string().nullable(),
    subscription: z.string().meta({ description: 'Made for this session, and deleted with it.' }),
    events: z.array(z.string()),
    forward_to: z.string(),
    secret: z.string().meta({ description: 'Signs every request. Shown this once.' }),
    answer_within_ms: z.int().meta({ description: 'A request that is not answered by then fails with 504.' }),
    ends_after_seconds: z.int().meta({ description: 'Without anybody asking for requests the session ends.' }),
    created_at: Timestamp,
  })
  .meta({ id: 'ListenSession', description: 'Deliveries to a machine that only connects outwards.' })
export type ListenSession = z.infer<typeof ListenSession>

const ListenRequest = z
  .object({
    id: RequestId,
    headers: HeaderPairs.meta({ description: 'Names and values as they are to be passed on.' }),
    body: z.base64().meta({ description: 'The exact bytes, base64.' }),
  })
  .meta({ id: 'ListenRequest' })
export type ListenRequest = z.infer<typeof ListenRequest>

export const ListenRequests = z
  .object({
    status: SubscriptionStatus.meta({ description: 'Of the subscription.' }),
    status_reason: z.string().nullable(),
    circuit: Circuit,
    requests: z.array(ListenRequest),
  })
  .meta({ id: 'ListenRequests' })
export type ListenRequests = z.infer<typeof ListenRequests>

const path = '/api/v1/webhooks/listen-sessions'
const scope = 'subscriptions:write'
const tag = 'Listening'

export const listenOperations = {
  createListenSession: operation({
    method: 'POST',
    path,
    scope,
    tag,
    summary: 'Listen on a machine of your own',
    description:
      'Makes a subscription whose deliveries wait here until you fetch and answer them. `postrider listen` speaks this.',
    body: z.strictObject({
      tenant: Ref.optional(),
      app: Ref.optional(),
      events: z.array(EventPattern).min(1).max(100).default(['*']),
      forward_to: HttpUrl.meta({ description: 'Where you pass them on; for people to see.' }),
      secret: z.string().max(200).optional().meta({ description: 'As of a subscription; default: a new one.' }),
    }),
    success: { status: 201, schema: ListenSession },
    errors: ['conflict'],
    secretFields: ['secret'],
  }),
  takeListenRequests: operation({
    method: 'GET',
    path: `${path}/{id}/requests`,
    scope,
    tag,
    summary: 'Fetch what waits for an answer',
    description: 'Waits for the next one. A request is given again until it is answered: name those you have.',
    params: IdParams,
    query: z.strictObject({
      wait_seconds: QueryInteger.pipe(z.int().min(0).max(30)).default(0),
      except: z
        .string()
        .max(4_000)
        .default('')
        .transform((list) => list.split(',').filter(Boolean))
        .pipe(z.array(RequestId).max(100))
        .meta({ description: 'Ids of requests you are working on, separated by commas.' }),
    }),
    success: { status: 200, schema: ListenRequests },
  }),
  answerListenRequest: operation({
    method: 'POST',
    path: `${path}/{id}/answers`,
    scope,
    tag,
    summary: 'Answer one',
    description: 'What you say here is what the attempt got. One that is answered or gave up waiting is left as it is.',
    params: IdParams,
    body: z.strictObject({
      request: RequestId,
      status: z.int().min(200).max(599),
      headers: HeaderPairs.default([]),
      body: z.base64().max(400_000).default('').meta({ description: 'base64.' }),
    }),
    success: { status: 204, schema: z.void() },
  }),
  deleteListenSession: operation({
    method: 'DELETE',
    path: `${path}/{id}`,
    scope,
    tag,
    summary: 'End a session',
    description: 'Its subscription is deleted; what waits is cancelled.',
    params: IdParams,
    success: { status: 204, schema: z.void() },
  }),
}
