import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathItemObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { DeliveredBatch, DeliveredEvent, DeliveryHeadersSent } from '../contract/delivered-event.ts'
import { type ErrorCode, errorCodes } from '../contract/errors.ts'
import type { Operation } from '../contract/operation.ts'
import { operationList } from '../contract/operations.ts'
import { Problem } from '../contract/problem.ts'

const description = `Postrider delivers your events to the endpoints that your customers subscribed: signed, retried and repairable.

Send an API key with every request: \`Authorization: Bearer pt_...\`. Errors are RFC 9457 problem details; every answer has
an \`X-Request-Id\`. Lists are read with \`limit\` and \`cursor\`. An \`Idempotency-Key\` on a POST makes it safe to send again
for 24 hours.`

/** What any call with a key may answer. */
const commonErrors: ErrorCode[] = ['unauthenticated', 'forbidden', 'rate_limited', 'internal', 'unavailable']
const bodyErrors: ErrorCode[] = ['malformed_json', 'payload_too_large', 'unsupported_media_type', 'validation_failed']

const IdempotencyKey = z.object({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(256)
    .optional()
    .meta({ description: 'The same key and body within 24 hours get the same answer, without running twice.' }),
})

let document: object | undefined

/** The API as OpenAPI 3.1, made from the declared operations. */
export function openApiDocument(): object {
  document ??= createDocument(describe(), { outputIdSuffix: 'Output', override: openToNewFields })
  return document
}

/** Answers may grow fields: a generated client must not refuse them. */
const openToNewFields: ZodOpenApiOverride = ({ jsonSchema, zodSchema, io }) => {
  const isStripping = zodSchema._zod.def.type === 'object' && zodSchema._zod.def.catchall === undefined
  if (io === 'output' && isStripping) delete jsonSchema.additionalProperties
}

/** The document as it is committed in docs/openapi.json. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`
}

function describe(): ZodOpenApiObject {
  const paths: Record<string, ZodOpenApiPathItemObject> = {}
  for (const { id, operation } of operationList) {
    const method = operation.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'
    paths[operation.path] = { ...paths[operation.path], [method]: describeOperation(id, operation) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Postrider', version: '1', description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    tags: [...new Set(operationList.map(({ operation }) => operation.tag))].map((name) => ({ name })),
    paths,
    webhooks: {
      event: { post: describeDelivery('deliverEvent', 'An event, in single mode', DeliveredEvent) },
      batch: { post: describeDelivery('deliverBatch', 'Several events, in batch mode', DeliveredBatch) },
    },
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'pt_...' } } },
  }
}

function describeOperation(id: string, operation: Operation): ZodOpenApiOperationObject {
  const { params, query, body, scope } = operation
  const parameters = {
    ...(Object.keys(params.shape).length > 0 ? { path: params } : {}),
    ...(Object.keys(query.shape).length > 0 ? { query } : {}),
    ...(operation.method === 'POST' ? { header: IdempotencyKey } : {}),
  }
  const rights = scope === null ? 'Any key may call it.' : `Needs the scope \`${scope}\`.`
  return {
    operationId: id,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, rights].filter(Boolean).join(' '),
    requestParams: parameters,
    ...(body === null ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: describeResponses(operation),
  }
}

function describeResponses(operation: Operation): ZodOpenApiResponsesObject {
  const { status, schema, mayCreate } = operation.success
  const answer =
    status === 204 ? { description: 'Done.' } : { description: 'Done.', content: { 'application/json': { schema } } }
  const codes = [
    ...commonErrors,
    ...operation.errors,
    ...(operation.body === null ? [] : bodyErrors),
    ...(Object.keys(operation.params.shape).length > 0 ? (['not_found'] as const) : []),
    ...(Object.keys(operation.query.shape).length > 0 ? (['validation_failed'] as const) : []),
    ...('cursor' in operation.query.shape ? (['invalid_cursor'] as const) : []),
    ...(operation.method === 'POST' ? (['idempotency_mismatch', 'request_in_progress'] as const) : []),
  ]
  return {
    [status]: answer,
    ...(mayCreate ? { 201: { ...answer, description: 'Created.' } } : {}),
    ...problemResponses(codes),
  } as ZodOpenApiResponsesObject
}

/** One response for each status, naming the codes it may carry. */
function problemResponses(codes: readonly ErrorCode[]): Record<string, object> {
  const byStatus = new Map<number, Set<ErrorCode>>()
  for (const code of codes) {
    const { status } = errorCodes[code]
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code))
  }
  const sorted = [...byStatus].sort(([one], [other]) => one - other)
  return Object.fromEntries(
    sorted.map(([status, set]) => [
      status,
      {
        description: [...set].map((code) => `\`${code}\`: ${errorCodes[code].title}.`).join(' '),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  )
}

function describeDelivery(operationId: string, summary: string, schema: z.ZodType): ZodOpenApiOperationObject {
  return {
    operationId,
    summary,
    description:
      'Sent to the URL of a subscription. Verify the signature before you parse the body; see docs/signatures.md.',
    security: [],
    requestParams: { header: DeliveryHeadersSent },
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: {
      '2XX': { description: 'Received. Anything else, or no answer within the time limit, is tried again.' },
      '410': { description: 'Gone: the subscription is disabled.' },
    },
  }
}
