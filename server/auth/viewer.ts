import { toId } from '../contract/ids.ts'
import type { Role } from '../contract/role.ts'
import { scopesOf } from '../members/role-scopes.ts'
import type { Actor } from '../platform/actor.ts'

/** The person behind a request, as their session row says at this moment. Ids are uuids. */
export interface Viewer {
  kind: 'person'
  sessionId: string
  userId: string
  email: string
  name: string
  /** `tenantId` null: the whole installation. */
  memberships: { tenantId: string | null; role: Role }[]
}

/**
 * The membership a request acts with: that of the whole installation if there is one, else that of the chosen tenant,
 * else the oldest. Null: the person belongs nowhere.
 */
export function actingMembership(viewer: Viewer, chosenTenantId: string | null): Viewer['memberships'][number] | null {
  const { memberships } = viewer
  return (
    memberships.find((membership) => membership.tenantId === null) ??
    memberships.find((membership) => membership.tenantId === chosenTenantId) ??
    memberships[0] ??
    null
  )
}

/** Null when the person belongs nowhere. */
export function actorOf(
  viewer: Viewer,
  request: { chosenTenantId: string | null; ip: string | null; requestId: string | null },
): Actor | null {
  const membership = actingMembership(viewer, request.chosenTenantId)
  if (!membership) return null
  return {
    kind: 'user',
    id: toId('user', viewer.userId),
    name: viewer.name,
    tenantId: membership.tenantId,
    appId: null,
    scopes: scopesOf(membership),
    ip: request.ip,
    requestId: request.requestId,
  }
}
