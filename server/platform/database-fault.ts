/** SQLSTATE of an error thrown by `pg` or Prisma's adapter, or null. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  const candidate = (error as { code?: unknown }).code
  return typeof candidate === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(candidate) ? candidate : null
}

/** 40P01 and 40001, or what Prisma and its adapter make of them: run the same statement again. */
export function isDeadlock(error: unknown): boolean {
  const state = sqlState(error)
  if (state === '40P01' || state === '40001' || state === 'P2034') return true
  return adapterKind(error) === 'TransactionWriteConflict'
}

/** What Prisma's adapter calls an error that it made its own. */
function adapterKind(error: unknown): unknown {
  const { meta } = (error ?? {}) as { meta?: { driverAdapterError?: { cause?: { kind?: unknown } } } }
  return meta?.driverAdapterError?.cause?.kind
}

/** Classes 22 and 23: a row is wrong, another try will not help; nothing was stored. */
export function isDataFault(error: unknown): boolean {
  const state = sqlState(error)
  return state !== null && (state.startsWith('22') || state.startsWith('23') || state === '54000')
}

/**
 * The server is away, restarting, full or not answering: 08xxx, 57P0x, 57014 (statement timeout), 53xxx, and what sockets
 * and the pool report without a SQLSTATE.
 */
export function isConnectionFault(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== null) return /^(08|57P0|53)/.test(state) || state === '57014'
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_|ENOENT)/.test(code)) return true
  return /terminated|not queryable|timeout|Connection ended|client was closed|pool (is|after)/i.test(error.message)
}

/** 23505, or what Prisma makes of it. */
export function isUniqueViolation(error: unknown): boolean {
  const state = sqlState(error)
  return state === '23505' || state === 'P2002'
}

/** What to say instead of an error that comes of a database without our tables; any other error as it is. */
export function explainUnmigrated(error: unknown): unknown {
  const isMissing = sqlState(error) === '42P01' || adapterKind(error) === 'TableDoesNotExist'
  return isMissing ? new Error('The database is not migrated: run npm run migrate first.') : error
}
