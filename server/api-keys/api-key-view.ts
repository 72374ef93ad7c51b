import type { ApiKey } from '../contract/api-key.ts'
import { toId } from '../contract/ids.ts'
import type { ApiKeyRow } from './api-key-store.ts'

/** A key as the API shows it, without the key. */
export function apiKeyView(row: ApiKeyRow): ApiKey {
  return {
    id: toId('apiKey', row.id),
    name: row.name,
    hint: row.hint,
    scopes: row.scopes,
    tenant: row.tenantId && toId('tenant', row.tenantId),
    app: row.appId && toId('app', row.appId),
    expires_at: row.expiresAt?.toISOString() ?? null,
    replaced_by: row.successorId && toId('apiKey', row.successorId),
    allowed_ips: row.allowedIps,
    require_signature: row.requireSignature,
    publish_rate_per_second: row.publishRatePerSecond,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  }
}
