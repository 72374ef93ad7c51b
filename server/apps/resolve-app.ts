import { notFound, PostriderError } from '../contract/errors.ts'
import type { Actor } from '../platform/actor.ts'
import { type AppRow, findApps } from './app-store.ts'

/**
 * The app that an id or uid names, within `tenantId` (uuid; null: any tenant the actor may see). Throws `not_found`, and
 * `validation_failed` when two tenants have an app with this uid and the actor may see both.
 */
export async function resolveApp(actor: Actor, ref: string, tenantId: string | null): Promise<AppRow> {
  if (actor.tenantId !== null && tenantId !== null && tenantId !== actor.tenantId) throw notFound('app', ref)
  const [first, second] = await findApps({ tenantId: tenantId ?? actor.tenantId, appId: actor.appId }, ref)
  if (!first) throw notFound('app', ref)
  if (second) {
    throw new PostriderError('validation_failed', 'Several tenants have an app with this uid: say which tenant.', {
      errors: [{ pointer: '/tenant', message: 'is needed, because several tenants have an app with this uid' }],
    })
  }
  return first
}

/** For filters: the app asked for, else the actor's own; null: every app. */
export async function resolveAppFilter(
  actor: Actor,
  ref: string | undefined,
  tenantId: string | null,
): Promise<string | null> {
  return ref === undefined ? actor.appId : (await resolveApp(actor, ref, tenantId)).id
}
