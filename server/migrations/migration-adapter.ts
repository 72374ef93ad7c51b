import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'

/**
 * PrismaPg for migrations. The adapter cuts a script at every semicolon, function bodies included, and commits piece
 * by piece. Here a script goes to the server whole: it is one transaction, all or nothing.
 */
export class MigrationAdapter extends PrismaPg {
  readonly #pool: pg.Pool

  constructor(url: string) {
    const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5_000 })
    super(pool)
    this.#pool = pool
  }

  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      await this.#pool.query(`${script};\n${markFinished}`)
    }
    return adapter
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}

/**
 * The engine marks a migration finished in a statement of its own; a process killed in between would leave it applied
 * and called failed. Said in the script's own transaction, both are true or neither.
 */
const markFinished = `do $$
begin
  if to_regclass('_prisma_migrations') is not null then
    update _prisma_migrations set finished_at = now() where finished_at is null and rolled_back_at is null;
  end if;
end $$`
