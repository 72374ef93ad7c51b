import { isSchema, resolved } from './schema-fields.ts'

type Schema = Record<string, unknown>

const maxDepth = 8

/** A TypeScript type of the data, ready to paste. `name` is that of the event type: `memory.created` gives `MemoryCreated`. */
export function typescriptType(name: string, schema: unknown): string {
  const typeName = name
    .split(/[._-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  return `export type ${typeName} = ${isSchema(schema) ? typeOf(schema, schema, 0) : 'unknown'}\n`
}

function typeOf(given: unknown, root: Schema, depth: number): string {
  if (!isSchema(given) || depth > maxDepth) return 'unknown'
  const schema = resolved(given, root)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map((each) => JSON.stringify(each)).join(' | ') || 'never'
  for (const [parts, sign] of [
    [schema.anyOf, ' | '],
    [schema.oneOf, ' | '],
    [schema.allOf, ' & '],
  ] as const) {
    if (Array.isArray(parts) && parts.length > 0) {
      const own = schema.properties === undefined ? [] : [objectType(schema, root, depth)]
      const members = parts.map((each) => typeOf(each, root, depth))
      const joined = [...new Set(members)].join(sign)
      return own.length > 0 ? [...own, members.length > 1 ? `(${joined})` : joined].join(' & ') : joined
    }
  }
  const types = [schema.type].flat().filter((each) => typeof each === 'string')
  if (types.length === 0) return schema.properties === undefined ? 'unknown' : objectType(schema, root, depth)
  return types.map((each) => plainType(String(each), schema, root, depth)).join(' | ')
}

function plainType(type: string, schema: Schema, root: Schema, depth: number): string {
  switch (type) {
    case 'object':
      return objectType(schema, root, depth)
    case 'array': {
      const item = typeOf(schema.items, root, depth)
      return / [|&] /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
    }
    case 'integer':
      return 'number'
    default:
      return type
  }
}

function objectType(schema: Schema, root: Schema, depth: number): string {
  const properties = Object.entries(isSchema(schema.properties) ? schema.properties : {})
  if (properties.length === 0) return 'Record<string, unknown>'
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const indent = '  '.repeat(depth + 1)
  const lines = properties.flatMap(([name, each]) => {
    const description = isSchema(each) ? resolved(each, root).description : undefined
    const comment = typeof description === 'string' ? [`${indent}/** ${description.replaceAll('*/', '* /')} */`] : []
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
    return [...comment, `${indent}${key}${required.has(name) ? '' : '?'}: ${typeOf(each, root, depth + 1)}`]
  })
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}
