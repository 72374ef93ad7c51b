import { randomBytes } from 'node:crypto'
import { PostriderError } from '../contract/errors.ts'
import { toId, uuidOf } from '../contract/ids.ts'
import type { ListenSession, listenOperations } from '../contract/listen.ts'
import type { InputOf } from '../contract/operation.ts'
import { outboundPolicy } from '../outbound/outbound-policy.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { joinTransactions } from '../platform/joined-transaction.ts'
import { newUuid } from '../platform/uuid.ts'
import { createSubscription } from '../subscriptions/create-subscription.ts'
import { resolveOwner } from '../subscriptions/resolve-owner.ts'
import { answerWithinMs, attemptMs, concurrency, idleSeconds, maxListenSessions } from './listen-limits.ts'
import { countListenSessions, insertListenSession } from './listen-session-store.ts'

/** Whoever knows it still cannot send without the secret: it only has to be unique and not guessed. */
const tokenBytes = 18

/**
 * A subscription of this installation's own that the asking machine answers. Everything about its deliveries is real:
 * matching, signature, retries, attempts. It lives as long as the machine keeps asking.
 */
export async function createListenSession(
  actor: Actor,
  input: InputOf<typeof listenOperations.createListenSession>,
): Promise<ListenSession> {
  const { tenant, app, events, forward_to, secret } = input
  const token = randomBytes(tokenBytes).toString('base64url')
  const id = newUuid()
  return joinTransactions(database().prisma, async (tx) => {
    const owner = await resolveOwner(actor, { tenant, app })
    const subscription = await createSubscription(actor, {
      tenant,
      app,
      events,
      secret,
      url: `${outboundPolicy().ownOrigin?.origin ?? ''}/listen/${token}`,
      description: `postrider listen, forwarded to ${forward_to}`.slice(0, 2_000),
      timeout_ms: attemptMs,
      concurrency,
      metadata: { 'postrider.listen': toId('listenSession', id) },
    })
    // After the subscription, which locks the tenant: two at once are counted one after the other.
    if ((await countListenSessions(tx, owner.tenantId)) >= maxListenSessions) {
      throw new PostriderError(
        'conflict',
        `${maxListenSessions} machines listen for this tenant already: end one with Ctrl-C, or wait two minutes for lost ones.`,
      )
    }
    const subscriptionId = uuidOf('subscription', subscription.id) as string
    const createdAt = await insertListenSession(tx, owner, { id, subscriptionId, token, forwardTo: forward_to })
    return {
      id: toId('listenSession', id),
      tenant: subscription.tenant,
      app: subscription.app,
      subscription: subscription.id,
      events: subscription.events,
      forward_to,
      secret: subscription.secret,
      answer_within_ms: answerWithinMs,
      ends_after_seconds: idleSeconds,
      created_at: createdAt.toISOString(),
    }
  })
}
