type Schema = Record<string, unknown>

const inLists = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const inMaps = ['properties', 'patternProperties', 'dependentSchemas']
const single = [
  'not',
  'if',
  'then',
  'else',
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]

/**
 * How many subschemas a schema amounts to when every reference is written out: what checking one value may cost.
 * Infinite where the cost is not bounded by the schema alone: recursion, and `uniqueItems`, which compares all pairs.
 */
export function schemaWeight(root: Schema): number {
  const known = new Map<object, number>()
  const weigh = (node: unknown): number => {
    if (!isSchema(node)) return 1
    const before = known.get(node)
    if (before !== undefined) return before
    // Met again before it is done: a reference leads back here.
    known.set(node, Number.POSITIVE_INFINITY)
    const weight = node.uniqueItems === true ? Number.POSITIVE_INFINITY : sum(subschemas(node, root).map(weigh)) + 1
    known.set(node, weight)
    return weight
  }
  return weigh(root)
}

function subschemas(schema: Schema, root: Schema): unknown[] {
  const found = [
    ...inLists.flatMap((keyword) => (Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : [])),
    ...inMaps.flatMap((keyword) => (isSchema(schema[keyword]) ? Object.values(schema[keyword]) : [])),
    ...single.filter((keyword) => keyword in schema).map((keyword) => schema[keyword]),
  ]
  if (typeof schema.$ref === 'string') found.push(resolvePointer(root, schema.$ref))
  return found
}

/** What `#` or `#/...` (RFC 6901) points at; undefined when there is nothing. */
export function resolvePointer(root: Schema, reference: string): unknown {
  let found: unknown = root
  for (const part of reference.split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as Schema)[key]
  }
  return found
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
