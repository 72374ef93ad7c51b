import pg from 'pg'

interface Statement {
  text: string
  values: unknown[]
}

/** Statements that the process sends while `run` runs, whoever sends them. */
export async function tracedStatements(run: () => Promise<unknown>): Promise<Statement[]> {
  const { prototype } = pg.Client
  const original = prototype.query
  const seen: Statement[] = []
  prototype.query = function query(this: pg.Client, ...given: unknown[]) {
    const [first, second] = given as [string | { text?: string; values?: unknown[] }, unknown[] | undefined]
    const text = typeof first === 'string' ? first : first?.text
    const values = typeof first === 'string' ? second : (first?.values ?? second)
    if (text && /^\s*(select|with)\b/i.test(text)) seen.push({ text, values: Array.isArray(values) ? values : [] })
    return Reflect.apply(original, this, given)
  } as typeof original
  try {
    await run()
  } finally {
    prototype.query = original
  }
  return seen
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  Plans?: PlanNode[]
}

export interface Explained {
  ms: number
  /** What it read from, by which index, how many rows; the partitions of a table together. */
  reads: string
}

export async function explain(client: pg.Client, { text, values }: Statement): Promise<Explained> {
  const { rows } = await client.query(`explain (analyze, format json, timing off) ${text}`, values)
  const [{ Plan: plan, 'Execution Time': ms }] = rows[0]['QUERY PLAN'] as [{ Plan: PlanNode; 'Execution Time': number }]
  const reads = new Map<string, number>()
  visit(plan, (node) => {
    const name = node['Relation Name'] ?? (node['Node Type'].includes('Bitmap Index') ? undefined : node['Index Name'])
    if (name === undefined || node['Actual Loops'] === 0) return
    const via = node['Index Name'] ? ` by ${withoutDay(node['Index Name'])}` : ''
    const key = `${node['Node Type'].toLowerCase()} ${withoutDay(name)}${via}`
    reads.set(key, (reads.get(key) ?? 0) + Math.round((node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 1)))
  })
  const told = [...reads].map(([what, count]) => `${what} (${count.toLocaleString('en-GB')} rows)`)
  return { ms, reads: told.join(', ') || 'nothing' }
}

const withoutDay = (name: string): string => name.replace(/_\d{8}/, '')

function visit(node: PlanNode, look: (node: PlanNode) => void): void {
  look(node)
  for (const child of node.Plans ?? []) visit(child, look)
}
