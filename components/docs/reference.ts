/** The parts of an OpenAPI 3.1 document that the reference shows. */
export interface Document {
  paths: Record<string, Record<string, OperationObject | undefined>>
  tags: { name: string }[]
  components: { schemas: Record<string, Schema> }
}

interface OperationObject {
  operationId: string
  tags?: string[]
  summary?: string
  description?: string
  parameters?: { in: string; name: string; required?: boolean; description?: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  enum?: unknown[]
  const?: unknown
  format?: string
  example?: unknown
  examples?: unknown[]
  default?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

export interface Field {
  name: string
  type: string
  description: string
  isRequired: boolean
}

export interface ReferenceOperation {
  id: string
  method: string
  path: string
  summary: string
  description: string
  parameters: Field[]
  body: Field[]
  answerStatus: string
  answer: Field[]
  /** A command to paste, with `$KEY` for the key. */
  curl: string
}

/** `Dead letters` as it stands in an address. */
export function slugOf(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}

export function tagOfSlug(document: Document, slug: string): string | null {
  return document.tags.find(({ name }) => slugOf(name) === slug)?.name ?? null
}

/**
 * Every operation of a tag, in the order of the document. `origin`: without a slash at the end. `tenant`: stands in the commands where
 * the caller may name one; null: the key of a reader is bound to one.
 */
export function operationsOf(
  document: Document,
  tag: string,
  origin: string,
  tenant: string | null,
): ReferenceOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation?.tags?.includes(tag) ? [describe(document, origin, tenant, path, method.toUpperCase(), operation)] : [],
    ),
  )
}

function describe(
  document: Document,
  origin: string,
  tenant: string | null,
  path: string,
  method: string,
  operation: OperationObject,
): ReferenceOperation {
  const body = operation.requestBody?.content['application/json']?.schema
  const [answerStatus = '', answer] = Object.entries(operation.responses).find(([status]) => status < '300') ?? []
  const answered = answer?.content?.['application/json']?.schema
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in !== 'header')
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary ?? operation.operationId,
    description: operation.description ?? '',
    parameters: parameters.map(({ name, required, description, schema }) => ({
      name,
      type: typeOf(document, schema),
      description: description ?? schema.description ?? '',
      isRequired: required ?? false,
    })),
    body: body ? fieldsOf(document, body) : [],
    answerStatus,
    answer: answered ? fieldsOf(document, answered) : [],
    curl: curlOf(origin, path, method, body && ofTenant(document, body, tenant)),
  }
}

function resolve(document: Document, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return (name && document.components.schemas[name]) || schema
}

/** The fields of an object; of a choice between objects, those of the first, which is the common case. */
function fieldsOf(document: Document, given: Schema): Field[] {
  const schema = objectIn(document, given)
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    type: typeOf(document, property),
    description: property.description ?? resolve(document, property).description ?? '',
    isRequired: required.has(name),
  }))
}

function objectIn(document: Document, given: Schema): Schema {
  const schema = resolve(document, given)
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0]
  return !schema.properties && first ? objectIn(document, first) : schema
}

/** `within`: names of what it is part of; what holds itself is called by its name there. */
function typeOf(document: Document, given: Schema, within: string[] = []): string {
  const named = given.$ref?.split('/').at(-1)
  if (named && within.includes(named)) return named
  const inner = named ? [...within, named] : within
  const schema = resolve(document, given)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((choice) => typeOf(document, choice, inner)))].join(' | ')
  if (schema.items) return `${typeOf(document, schema.items, inner)}[]`
  if (named) return named
  const type = [schema.type ?? 'any'].flat().join(' | ')
  return schema.format === 'date-time' ? type.replace('string', 'time') : type
}

/** With the tenant in front where the body may name one. */
function ofTenant(document: Document, body: Schema, tenant: string | null): unknown {
  const example = exampleOf(document, body)
  const isNamed = tenant !== null && objectIn(document, body).properties?.tenant !== undefined
  return isNamed ? Object.assign({ tenant }, example, { tenant }) : example
}

/** What a body looks like: every field that is needed, and those that the document has an example for. */
function exampleOf(document: Document, given: Schema): unknown {
  const schema = resolve(document, given)
  const example = schema.example ?? schema.examples?.[0] ?? schema.default ?? schema.const ?? schema.enum?.[0]
  if (example !== undefined) return example
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (choice) return exampleOf(document, choice)
  if (schema.items) return [exampleOf(document, schema.items)]
  if (schema.properties) {
    const shown = Object.entries(schema.properties).filter(
      ([name, property]) => schema.required?.includes(name) || property.example !== undefined,
    )
    return Object.fromEntries(shown.map(([name, property]) => [name, exampleOf(document, property)]))
  }
  const examples: Record<string, unknown> = { integer: 1, number: 1, boolean: true, object: {}, null: null }
  const [type = 'string'] = [schema.type ?? 'string'].flat()
  return type in examples ? examples[type] : '...'
}

function curlOf(origin: string, path: string, method: string, body: unknown): string {
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${path}'`, `-H "Authorization: Bearer $KEY"`]
  if (body !== undefined) {
    // A quote ends the shell's text: close it, write one, open it again.
    const json = JSON.stringify(body, null, 2).replaceAll("'", `'\\''`)
    lines.push("-H 'Content-Type: application/json'", `-d '${json}'`)
  }
  return lines.join(' \\\n  ')
}
