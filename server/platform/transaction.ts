import type { Prisma } from '../../prisma/generated/client.ts'
import { database } from './database.ts'
import { joinedClient } from './joined-transaction.ts'
import { retryDeadlocks } from './retry-deadlocks.ts'

/**
 * Runs `run` in a transaction, from the start again when it was the victim of a deadlock: people change deliveries while the engine
 * records results of the same ones, each in its own order. Joined to another transaction, that one runs again as a whole.
 */
export async function transaction<Output>(run: (tx: Prisma.TransactionClient) => Promise<Output>): Promise<Output> {
  const once = (): Promise<Output> => database().prisma.$transaction(run)
  return joinedClient() ? once() : retryDeadlocks(once)
}
