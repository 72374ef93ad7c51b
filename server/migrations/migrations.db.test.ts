import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createEmptyDatabase } from '../../test/database.ts'
import { applyMigrations } from './apply-migrations.ts'
import { openSchemaEngine } from './schema-engine.ts'

const schemaPath = new URL('../../prisma/schema.prisma', import.meta.url)

test('schema.prisma and the migrated database describe the same tables', async () => {
  await using empty = await createEmptyDatabase()
  await applyMigrations(empty.url)
  expect(await differenceFromSchema(empty.url)).toContain('No difference detected.')

  const client = new pg.Client(empty.url)
  await client.connect()
  await client.query('alter table workers drop column hot_lanes')
  await client.end()
  expect(await differenceFromSchema(empty.url)).toContain('hot_lanes')
})

async function differenceFromSchema(url: string): Promise<string | null> {
  const schema = await readFile(schemaPath, 'utf8')
  const files = [{ path: 'schema.prisma', content: schema }]
  const adapter = new IntrospectionAdapter(url)
  const engine = await openSchemaEngine(adapter, [['schema.prisma', schema]])
  try {
    const difference = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: false,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return difference.stdout
  } finally {
    engine.free()
    await adapter.close()
  }
}

test('processes that migrate one empty database at the same time all succeed, and one does the work', async () => {
  await using empty = await createEmptyDatabase()
  const script = new URL('./apply-migrations.ts', import.meta.url).href
  const code = `import { applyMigrations } from ${JSON.stringify(script)}
    console.log(JSON.stringify(await applyMigrations(${JSON.stringify(empty.url)})))
    process.exit()`
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', code])
  const outputs = await Promise.all([run(), run(), run()])
  const applied = outputs.map((output) => JSON.parse(output.stdout) as string[])
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
})

test('a migration whose process was killed half way runs again at the next start', async () => {
  await using empty = await createEmptyDatabase()
  const names = await applyMigrations(empty.url)
  const client = new pg.Client(empty.url)
  await client.connect()
  // What such a process leaves: the row that says "begun", and of the script nothing.
  await client.query(`
    alter table _prisma_migrations set schema graphile_worker;
    drop schema public cascade;
    create schema public;
    alter table graphile_worker._prisma_migrations set schema public;
    delete from _prisma_migrations where migration_name <> '${names[0]}';
    update _prisma_migrations set finished_at = null, applied_steps_count = 0;`)
  await client.end()
  expect(await applyMigrations(empty.url)).toEqual(names)
})

test('partitions of today and the coming week exist, and nothing lands in the default ones', async () => {
  await using empty = await createEmptyDatabase()
  await applyMigrations(empty.url)
  const client = new pg.Client(empty.url)
  await client.connect()
  const result = await client.query<{ name: string }>(
    `select tableoid::regclass::text as name
       from generate_series(0, 7) as day, lateral (select now() + day * interval '1 day' as at) as moment,
            lateral (select relid as tableoid, pg_get_expr(relpartbound, oid) as bound
                       from pg_partition_tree('events') join pg_class on oid = relid
                      where isleaf and relname = 'events_' || to_char(at at time zone 'utc', 'YYYYMMDD')) as part`,
  )
  expect(result.rows).toHaveLength(8)
  await client.end()
})

/**
 * pg_catalog's one-byte type "char" (not char(n)) is read by the engine's introspection and unknown to the adapter:
 * the pool calls it text, and the adapter tells the engine the truth.
 */
class IntrospectionAdapter extends PrismaPg {
  readonly #pool: IntrospectionPool

  constructor(url: string) {
    const pool = new IntrospectionPool({ connectionString: url, max: 1 })
    super(pool)
    this.#pool = pool
  }

  override async connect() {
    const adapter = await super.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      for (const column of this.#pool.internalCharColumns) result.columnTypes[column] = ColumnTypeEnum.Character
      return result
    }
    return adapter
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}

const internalCharOid = 18
const textOid = 25

class IntrospectionPool extends pg.Pool {
  /** Positions in the newest result; the engine asks one question at a time. */
  internalCharColumns: number[] = []

  override query = (async (config: pg.QueryArrayConfig) => {
    const result = await super.query(config)
    this.internalCharColumns = result.fields.flatMap((field, index) =>
      field.dataTypeID === internalCharOid ? [index] : [],
    )
    for (const index of this.internalCharColumns) (result.fields[index] as pg.FieldDef).dataTypeID = textOid
    return result
  }) as pg.Pool['query']
}
