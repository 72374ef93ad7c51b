import { AsyncLocalStorage } from 'node:async_hooks'
import type { Prisma, PrismaClient } from '../../prisma/generated/client.ts'
import { retryDeadlocks } from './retry-deadlocks.ts'

interface Joined {
  /** Looks like the client to whoever asks for it; its transactions are this one. */
  client: PrismaClient
  /** What must not happen before others can see the change. */
  afterwards: (() => Promise<void>)[]
}

const joined = new AsyncLocalStorage<Joined>()

/** Long enough for every use case that may run inside; beyond it the change is rolled back. */
const limits = { maxWait: 5_000, timeout: 30_000 }

/** The client that use cases inside `joinTransactions` get; undefined outside. */
export function joinedClient(): PrismaClient | undefined {
  return joined.getStore()?.client
}

/**
 * Runs `work` so that every Prisma transaction and statement in it is part of one transaction, which commits when `work`
 * resolves and is rolled back when it throws; the victim of a deadlock runs again. Inside another such
 * work it is a part of that one. What goes through the plain pools is not part of it.
 */
export async function joinTransactions<Result>(
  client: PrismaClient,
  work: (tx: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  const outer = joined.getStore()
  if (outer) return work(outer.client)
  const { result, afterwards } = await retryDeadlocks(async () => {
    const afterwards: Joined['afterwards'] = []
    const result = await client.$transaction(
      (tx) => joined.run({ client: clientWithin(tx), afterwards }, () => work(tx)),
      limits,
    )
    return { result, afterwards }
  })
  for (const act of afterwards) await act()
  return result
}

/** Runs `act` when the change around it has been committed: at once, unless transactions are joined. */
export async function afterCommit(act: () => Promise<void>): Promise<void> {
  const store = joined.getStore()
  if (store) store.afterwards.push(act)
  else await act()
}

function clientWithin(tx: Prisma.TransactionClient): PrismaClient {
  return new Proxy(tx, {
    get: (target, name) =>
      name === '$transaction' ? (work: (inner: typeof tx) => unknown) => work(tx) : Reflect.get(target, name),
  }) as PrismaClient
}
