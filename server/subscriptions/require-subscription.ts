import type { Prisma } from '../../prisma/generated/client.ts'
import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import {
  findSubscriptionRow,
  isSubscriptionKnown,
  lockSubscriptionRow,
  type SubscriptionReach,
  type SubscriptionRow,
} from './subscription-store.ts'

/** The live subscription of this public id, if the actor may see it; else `not_found`. */
export async function requireSubscription(reach: SubscriptionReach, id: string): Promise<SubscriptionRow> {
  const uuid = uuidOf('subscription', id)
  const row = uuid === null ? null : await findSubscriptionRow(reach, uuid)
  if (!row) throw notFound('subscription', id)
  return row
}

/** The same, locked until the transaction ends. */
export async function requireLockedSubscription(
  tx: Prisma.TransactionClient,
  reach: SubscriptionReach,
  id: string,
): Promise<SubscriptionRow> {
  const uuid = uuidOf('subscription', id)
  const row = uuid === null ? null : await lockSubscriptionRow(tx, reach, uuid)
  if (!row) throw notFound('subscription', id)
  return row
}

/** The uuid of a subscription that the actor may see, also of a deleted one: its deliveries stay. Else `not_found`. */
export async function requireSubscriptionId(reach: SubscriptionReach, id: string): Promise<string> {
  const uuid = uuidOf('subscription', id)
  if (uuid === null || !(await isSubscriptionKnown(reach, uuid))) throw notFound('subscription', id)
  return uuid
}
