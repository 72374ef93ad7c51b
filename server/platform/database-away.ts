import { isConnectionFault } from './database-fault.ts'

/**
 * Prisma: cannot reach, timed out reaching, operation timed out, connection closed, pool exhausted, a transaction that could
 * not begin or end in time, too many connections.
 */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'])

/** What Prisma's driver adapter makes of a socket error. */
const adapterKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])

/**
 * True when the database is away, starting, stopping or full, as opposed to having refused a statement. Looks into what
 * Prisma and Node wrap around the fault.
 */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false
  if (isConnectionFault(error)) return true
  const { code, originalCode, kind, cause, meta, errors } = error as Record<string, unknown>
  if (typeof code === 'string' && prismaCodes.has(code)) return true
  if (typeof kind === 'string' && adapterKinds.has(kind)) return true
  if (typeof originalCode === 'string' && isConnectionFault({ code: originalCode })) return true
  if (Array.isArray(errors) && errors.some((inner) => isDatabaseAway(inner, depth + 1))) return true
  const wrapped = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError
  return isDatabaseAway(cause, depth + 1) || isDatabaseAway(wrapped, depth + 1)
}
