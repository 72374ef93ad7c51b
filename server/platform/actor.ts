import { PostriderError } from '../contract/errors.ts'
import { type Scope, scopes } from '../contract/scopes.ts'

/** Who asks. Every use case takes one first; tenant and app bind everything it may see. */
export interface Actor {
  kind: 'key' | 'user' | 'portal_session' | 'system'
  /** Public id of the key, user or session; null for the system. */
  id: string | null
  name: string
  /** uuid; null: every tenant (an operator). */
  tenantId: string | null
  /** uuid; null: every app of the tenant. */
  appId: string | null
  scopes: ReadonlySet<Scope>
  ip: string | null
  requestId: string | null
}

/** The product itself: seeding, cron, the engine's own decisions (disabling on 410). */
export const systemActor: Actor = {
  kind: 'system',
  id: null,
  name: 'Postrider',
  tenantId: null,
  appId: null,
  scopes: new Set(scopes),
  ip: null,
  requestId: null,
}

/** Throws `forbidden` naming the scope that is missing. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!actor.scopes.has(scope)) {
    throw new PostriderError('forbidden', `This needs the scope ${scope}, which ${actor.name} does not have.`)
  }
}

/** Throws `forbidden` for whoever is bound to one tenant: `what` continues "Only operators may". */
export function requireOperator(actor: Actor, what: string): void {
  if (actor.tenantId !== null) {
    throw new PostriderError('forbidden', `Only a key that is not bound to a tenant may ${what}.`)
  }
}

/** Throws `forbidden` for whoever is bound to one app: `what` continues "A key of an app may not". */
export function requireWholeTenant(actor: Actor, what: string): void {
  if (actor.appId !== null) throw new PostriderError('forbidden', `A key that is bound to an app may not ${what}.`)
}
