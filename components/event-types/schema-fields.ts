import { stepsOf } from '../../server/contract/json-pointer.ts'

/** One field of the data, as a schema describes it. */
export interface SchemaField {
  /** From the root: `author.name`, `tags[]`. */
  path: string
  name: string
  depth: number
  /** `string`, `string or null`, `array of object`. */
  type: string
  isRequired: boolean
  description: string
  /** What else holds: `one of "a", "b"`, `at least 1`. */
  rules: string[]
}

type Schema = Record<string, unknown>

/** Schemas may refer to themselves: fields that lie deeper are left out. */
const maxDepth = 6

/** The fields of a JSON Schema in order, each below the one that holds it. */
export function schemaFields(schema: unknown): SchemaField[] {
  return isSchema(schema) ? fieldsWithin(schema, schema, '', 0) : []
}

function fieldsWithin(given: Schema, root: Schema, parent: string, depth: number): SchemaField[] {
  if (depth > maxDepth) return []
  const schema = resolved(given, root)
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  return Object.entries(propertiesOf(schema, root)).flatMap(([name, each]) => {
    const field = isSchema(each) ? resolved(each, root) : {}
    const path = parent === '' ? name : `${parent}.${name}`
    const own: SchemaField = {
      path,
      name,
      depth,
      type: typeText(field, root),
      isRequired: required.has(name),
      description: typeof field.description === 'string' ? field.description : '',
      rules: rulesOf(field),
    }
    const items = isSchema(field.items) ? resolved(field.items, root) : null
    const below = items ? fieldsWithin(items, root, `${path}[]`, depth + 1) : fieldsWithin(field, root, path, depth + 1)
    return [own, ...below]
  })
}

/** Own properties and those of every part: a reader wants to know what may be there. */
function propertiesOf(schema: Schema, root: Schema): Schema {
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((each) => (Array.isArray(each) ? each : []))
  const fromParts = parts.filter(isSchema).map((part) => resolved(part, root).properties)
  return Object.assign({}, ...[schema.properties, ...fromParts].filter(isSchema))
}

/** Follows `#/$defs/name`; references stay inside the schema. */
export function resolved(schema: Schema, root: Schema): Schema {
  let found = schema
  for (let hop = 0; hop < maxDepth && typeof found.$ref === 'string'; hop++) {
    const { $ref, ...beside } = found
    const steps = stepsOf($ref as string)
    const target = steps.reduce<unknown>((at, step) => (isSchema(at) ? at[step] : null), root)
    found = isSchema(target) ? { ...target, ...beside } : beside
  }
  return found
}

function typeText(schema: Schema, root: Schema): string {
  const choices = [schema.anyOf, schema.oneOf].flatMap((each) => (Array.isArray(each) ? each : []))
  if (schema.type === undefined && choices.length > 0) {
    return [...new Set(choices.filter(isSchema).map((each) => typeText(resolved(each, root), root)))].join(' or ')
  }
  if (schema.type === 'array' && isSchema(schema.items)) {
    return `array of ${typeText(resolved(schema.items, root), root)}`
  }
  if (schema.type === undefined && Array.isArray(schema.enum)) return typesOfValues(schema.enum)
  if (schema.type === undefined && schema.const !== undefined) return typesOfValues([schema.const])
  if (Array.isArray(schema.type)) return schema.type.join(' or ')
  if (typeof schema.type === 'string') return schema.type
  return schema.properties === undefined ? 'anything' : 'object'
}

function typesOfValues(values: unknown[]): string {
  return [
    ...new Set(values.map((each) => (each === null ? 'null' : Array.isArray(each) ? 'array' : typeof each))),
  ].join(' or ')
}

const many = (count: unknown, word: string, words = `${word}s`) =>
  `${Number(count).toLocaleString('en-GB')} ${count === 1 ? word : words}`

const words: [name: string, text: (value: unknown) => string][] = [
  ['const', (value) => `always ${JSON.stringify(value)}`],
  ['enum', (value) => `one of ${(value as unknown[]).map((each) => JSON.stringify(each)).join(', ')}`],
  ['format', (value) => String(value)],
  ['pattern', (value) => `matches ${value}`],
  ['minLength', (value) => `at least ${many(value, 'character')}`],
  ['maxLength', (value) => `at most ${many(value, 'character')}`],
  ['minimum', (value) => `at least ${value}`],
  ['maximum', (value) => `at most ${value}`],
  ['minItems', (value) => `at least ${many(value, 'entry', 'entries')}`],
  ['maxItems', (value) => `at most ${many(value, 'entry', 'entries')}`],
]

function rulesOf(schema: Schema): string[] {
  return words.filter(([name]) => schema[name] !== undefined).map(([name, text]) => text(schema[name]))
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
