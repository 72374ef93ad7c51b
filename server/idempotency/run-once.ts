import { hash } from 'node:crypto'
import type { Prisma } from '../../prisma/generated/client.ts'
import { PostriderError } from '../contract/errors.ts'
import { database } from '../platform/database.ts'
import { joinTransactions } from '../platform/joined-transaction.ts'
import { logger } from '../platform/logger.ts'
import { claimRequest, findRequest, keepAnswer, type RequestName, releaseRequest } from './idempotent-request-store.ts'

export interface OnceAnswer {
  status: number
  response: string | null
}

interface Answers {
  fresh: OnceAnswer
  /** Without secrets. */
  kept: OnceAnswer
}

/** A claim and a release may cross a few times; more often is not a coincidence. */
const maxTurns = 5

/**
 * Runs `run` for the first request of this name and gives its twins the same answer for 24 hours. What is kept of the
 * answer is what `run` returns as `kept`: without secrets. Only successes are kept; after an error the same request may be
 * sent again.
 *
 * The change and its answer are committed together, so that a process that dies at any moment leaves both or neither.
 * With `inSteps` they are not: for work that commits as it goes, and that does no harm when a crash makes it run again.
 *
 * Throws `idempotency_mismatch` for another body and `request_in_progress` while the first is running.
 */
export async function runOnce(
  name: RequestName,
  body: Uint8Array,
  run: () => Promise<Answers>,
  options: { inSteps: boolean } = { inSteps: false },
): Promise<{ answer: OnceAnswer; isReplay: boolean }> {
  const bodyHash = hash('sha256', body, 'buffer')
  for (let turn = 0; turn < maxTurns; turn++) {
    const lock = await claimRequest(name, bodyHash)
    if (lock !== null) return { answer: await runAndKeep(name, lock, run, options.inSteps), isReplay: false }
    const known = await findRequest(name)
    if (!known) continue
    if (!known.bodyHash.equals(bodyHash)) {
      throw new PostriderError(
        'idempotency_mismatch',
        `The Idempotency-Key ${JSON.stringify(name.key)} was used on ${name.path} with another body. Use a new key for a new request.`,
      )
    }
    if (known.status !== null) return { answer: { status: known.status, response: known.response }, isReplay: true }
    break
  }
  throw new PostriderError(
    'request_in_progress',
    `A request with the Idempotency-Key ${JSON.stringify(name.key)} is still running. Ask again in a second.`,
  )
}

async function runAndKeep(
  name: RequestName,
  lock: string,
  run: () => Promise<Answers>,
  inSteps: boolean,
): Promise<OnceAnswer> {
  const { prisma } = database()
  try {
    if (!inSteps) return await joinTransactions(prisma, async (tx) => keep(tx, name, lock, await run()))
    return await keep(prisma, name, lock, await run())
  } catch (error) {
    await releaseRequest(name, lock).catch((cause) =>
      logger.warn({ error: String(cause) }, 'an idempotency key stays locked'),
    )
    throw error
  }
}

async function keep(
  tx: Prisma.TransactionClient,
  name: RequestName,
  lock: string,
  answers: Answers,
): Promise<OnceAnswer> {
  if (await keepAnswer(tx, name, lock, answers.kept)) return answers.fresh
  // It took so long that a twin was let in: what is in this transaction must not happen as well.
  throw new PostriderError('request_in_progress', 'The request took too long and is being run again. Ask again later.')
}
