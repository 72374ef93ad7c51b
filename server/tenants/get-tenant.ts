import { notFound } from '../contract/errors.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { findTenant } from './tenant-store.ts'
import { tenantView } from './tenant-view.ts'

export async function getTenant(actor: Actor, input: Input<'getTenant'>): Promise<Output<'getTenant'>> {
  const row = await findTenant(actor.tenantId, input.id)
  if (!row) throw notFound('tenant', input.id)
  return tenantView(row)
}
