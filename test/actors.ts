import { type Scope, scopes } from '../server/contract/scopes.ts'
import type { Actor } from '../server/platform/actor.ts'

/** An actor with every scope unless said otherwise; `tenantId` and `appId` (uuids) null: bound to nothing. */
export function actorOf(bound: { tenantId?: string | null; appId?: string | null; scopes?: readonly Scope[] }): Actor {
  return {
    kind: 'key',
    id: 'key_00000000000000000000000000',
    name: 'Test key',
    tenantId: bound.tenantId ?? null,
    appId: bound.appId ?? null,
    scopes: new Set(bound.scopes ?? scopes),
    ip: '127.0.0.1',
    requestId: 'req_test',
  }
}
