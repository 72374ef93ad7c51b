type Schema = Record<string, unknown>

/** Schemas may refer to themselves: what lies deeper is left out. */
const maxDepth = 8

const ofFormat: Record<string, string> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00Z',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  hostname: 'example.com',
  ipv4: '192.0.2.7',
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
}

/**
 * A value that fits a JSON Schema well enough to begin with: given examples, defaults and constants first, else something of the
 * right type. Patterns and conditions are not solved; validation says what is left to mend.
 */
export function exampleOfSchema(schema: unknown): unknown {
  return sampleOf(schema, schema, 0)
}

function sampleOf(schema: unknown, root: unknown, depth: number): unknown {
  if (!isObject(schema) || depth > maxDepth) return null
  const whole = merged(schema, root, depth)
  if ('const' in whole) return whole.const
  if ('default' in whole) return whole.default
  for (const given of [whole.examples, whole.enum]) if (Array.isArray(given) && given.length > 0) return given[0]
  if ('example' in whole) return whole.example
  switch (typeOf(whole)) {
    case 'object':
      return objectOf(whole, root, depth)
    case 'array':
      return Array.from({ length: Math.min(Math.max(1, numberOr(whole.minItems, 1)), 5) }, () =>
        sampleOf(whole.items, root, depth + 1),
      )
    case 'string':
      return stringOf(whole)
    case 'integer':
    case 'number':
      return numberOf(whole)
    case 'boolean':
      return true
    default:
      return null
  }
}

function merged(schema: Schema, root: unknown, depth: number): Schema {
  const reference = schema.$ref
  if (typeof reference === 'string') {
    const target = targetOf(reference, root)
    if (isObject(target) && depth < maxDepth) return merged(target, root, depth + 1)
  }
  const parts = [schema.anyOf, schema.oneOf].flatMap((each) => (Array.isArray(each) ? each.slice(0, 1) : []))
  const all = [...(Array.isArray(schema.allOf) ? schema.allOf : []), ...parts].filter(isObject)
  const deep = all.map((part) => (depth < maxDepth ? merged(part, root, depth + 1) : part))
  const properties = [schema, ...deep].map((part) => asObject(part.properties))
  return Object.assign({}, schema, ...deep, { properties: Object.assign({}, ...properties) })
}

/** `#/$defs/name`: references stay inside the schema. */
function targetOf(reference: string, root: unknown): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((at, part) => asObject(at)[part.replaceAll('~1', '/').replaceAll('~0', '~')], root)
}

function typeOf(schema: Schema): string | null {
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type
  if (typeof type === 'string') return type
  if (Object.keys(asObject(schema.properties)).length > 0) return 'object'
  return schema.items === undefined ? null : 'array'
}

function objectOf(schema: Schema, root: unknown, depth: number): Schema {
  const properties = Object.entries(asObject(schema.properties))
  return Object.fromEntries(properties.map(([name, each]) => [name, sampleOf(each, root, depth + 1)]))
}

function stringOf(schema: Schema): string {
  const text = (typeof schema.format === 'string' && ofFormat[schema.format]) || 'text'
  return text.padEnd(numberOr(schema.minLength, 0), '.').slice(0, numberOr(schema.maxLength, 1_000))
}

function numberOf(schema: Schema): number {
  const least = numberOr(schema.minimum, numberOr(schema.exclusiveMinimum, 0) + 1)
  return Math.min(least, numberOr(schema.maximum, least))
}

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const asObject = (value: unknown): Schema => (isObject(value) ? value : {})
const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)
