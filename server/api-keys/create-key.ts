import { resolveApp } from '../apps/resolve-app.ts'
import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import type { Input, Output } from '../contract/operations.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { newUuid } from '../platform/uuid.ts'
import { resolveTenantFilter } from '../tenants/resolve-tenant.ts'
import { insertKey, type KeyScope } from './api-key-store.ts'
import { apiKeyView } from './api-key-view.ts'
import { hashKey, issueKey, keyHint } from './key-format.ts'
import { requireOwnScopes } from './key-rights.ts'

/** The key is in the answer and nowhere else: only its hash is stored. */
export async function createKey(actor: Actor, input: Input<'createKey'>): Promise<Output<'createKey'>> {
  const binding = await bindingOf(actor, input)
  requireOwnScopes(actor, input.scopes)
  const expiresAt = input.expires_at === undefined ? null : new Date(input.expires_at)
  if (expiresAt && expiresAt.getTime() <= clock.now()) {
    throw new PostriderError('validation_failed', 'The key would have expired already.', {
      errors: [{ pointer: '/expires_at', message: 'must be in the future' }],
    })
  }
  const id = newUuid()
  const key = issueKey(id)
  return database().prisma.$transaction(async (tx) => {
    const row = await insertKey(tx, {
      id,
      ...binding,
      name: input.name,
      hint: keyHint(key),
      secretHash: hashKey(key),
      scopes: input.scopes,
      expiresAt,
      allowedIps: input.allowed_ips,
      requireSignature: input.require_signature,
      publishRatePerSecond: input.publish_rate_per_second ?? null,
    })
    const after = apiKeyView(row)
    await recordAuditEntry(tx, actor, {
      action: 'key.create',
      targetKind: 'key',
      targetId: after.id,
      tenantId: row.tenantId,
      after,
    })
    return { ...after, key }
  })
}

/** A key never reaches beyond its creator: what the creator is bound to, its keys are bound to. */
async function bindingOf(actor: Actor, input: Input<'createKey'>): Promise<KeyScope> {
  const tenantId = await resolveTenantFilter(actor, input.tenant)
  const app = input.app ?? null
  if (app === null) return { tenantId, appId: actor.appId }
  const found = await resolveApp(actor, app, tenantId)
  return { tenantId: found.tenantId, appId: found.id }
}
