import type { Operation } from '../contract/operation.ts'

/**
 * Parses params, query and body out of one flat object with the very schemas REST parses them with; their field names
 * differ by contract. Unknown fields are refused by whichever schema gets them.
 */
export function flatParser<Sent, Parsed>(operation: Operation) {
  const paramNames = new Set(Object.keys(operation.params.shape))
  const queryNames = new Set(Object.keys(operation.query.shape))
  const belongsTo = (name: string) => {
    if (paramNames.has(name)) return 'params'
    return queryNames.has(name) || !operation.body ? 'query' : 'body'
  }
  const parse = (sent: unknown): Parsed => {
    const parts = { params: {}, query: {}, body: {} } as Record<string, Record<string, unknown>>
    for (const [name, value] of Object.entries(sent ?? {})) {
      const part = parts[belongsTo(name)]
      if (part && value !== undefined) part[name] = value
    }
    const body = operation.body?.parse(parts.body) as object | undefined
    return { ...operation.params.parse(parts.params), ...operation.query.parse(parts.query), ...body } as Parsed
  }
  // The shape from which tRPC infers what goes in and what comes out.
  return { parse } as { parse: (sent: unknown) => Parsed; _input: Sent; _output: Parsed }
}
