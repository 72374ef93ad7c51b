import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

let loaded: Promise<void> | undefined

/**
 * The schema engine of `prisma migrate` as WebAssembly: same migrations folder, same `_prisma_migrations` table, but
 * nothing to download. `datamodels` are [path, text] pairs, needed only to compare schemas. Free it after use.
 */
export async function openSchemaEngine(
  adapters: SqlMigrationAwareDriverAdapterFactory,
  datamodels?: [string, string][],
): Promise<engine.SchemaEngine> {
  loaded ??= loadEngine()
  await loaded
  return engine.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapters))
}

async function loadEngine(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const imports = { './schema_engine_bg.js': engine } as unknown as WebAssembly.Imports
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, 'schema_engine_bg.wasm')), imports)
  const exports = instance.exports as unknown as { __wbindgen_start(): void }
  engine.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
}
