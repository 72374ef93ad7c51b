import { notFound, PostriderError } from '../contract/errors.ts'
import { Uid } from '../contract/fields.ts'
import { uuidOf } from '../contract/ids.ts'
import type { Input, Output } from '../contract/operations.ts'
import { type Actor, requireOperator } from '../platform/actor.ts'
import { createTenant } from './create-tenant.ts'
import { findTenant } from './tenant-store.ts'
import { updateTenant } from './update-tenant.ts'

export interface PutResult<View> {
  created: boolean
  view: View
}

/** Fields that are left out take these. */
const putDefaults = {
  publish_rate_per_second: null,
  ip_allow: [],
  ip_deny: [],
  frame_ancestors: [],
  portal_theme: null,
}

/** Creates the tenant with this uid or sets every field of it, so that a product can send what it knows again and again. */
export async function putTenant(actor: Actor, input: Input<'putTenant'>): Promise<PutResult<Output<'putTenant'>>> {
  requireOperator(actor, 'create or replace tenants')
  const { id: _, ...given } = input
  const fields = { ...putDefaults, ...given }
  if (await findTenant(actor.tenantId, input.id)) {
    return { created: false, view: await updateTenant(actor, { id: input.id, ...fields }) }
  }
  if (uuidOf('tenant', input.id)) throw notFound('tenant', input.id)
  try {
    return { created: true, view: await createTenant(actor, { uid: uidInPath(input.id), ...fields }) }
  } catch (error) {
    // Somebody else created it between the look and the insert.
    if (!(error instanceof PostriderError) || error.code !== 'conflict') throw error
    return { created: false, view: await updateTenant(actor, { id: input.id, ...fields }) }
  }
}

/** Throws `validation_failed` when the path holds what cannot be a uid. */
export function uidInPath(text: string): string {
  const parsed = Uid.safeParse(text)
  if (parsed.success) return parsed.data
  const message = parsed.error.issues[0]?.message ?? 'is not a uid'
  throw new PostriderError('validation_failed', `The uid in the path ${message}.`, {
    errors: [{ pointer: '/path/id', message }],
  })
}
