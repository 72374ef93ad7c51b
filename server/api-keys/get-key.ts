import { notFound } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { findKey } from './api-key-store.ts'
import { apiKeyView } from './api-key-view.ts'

export async function getKey(actor: Actor, input: Input<'getKey'>): Promise<Output<'getKey'>> {
  const uuid = uuidOf('apiKey', input.id)
  const row = uuid === null ? null : await findKey(actor, uuid)
  if (!row) throw notFound('key', input.id)
  return apiKeyView(row)
}
