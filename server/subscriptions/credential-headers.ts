import type { Actor } from '../platform/actor.ts'

/** Stands for the value of a header that carries a credential of the receiver. Sent back, it means: as it is. */
export const hiddenValue = '(hidden)'

const carriesCredential = /authorization|cookie|token|secret|password|credential|api-?key/i

type Headers = Record<string, string | string[]>

/** Headers as `actor` may see them: credentials with the scope `secrets:read` only. */
export function shownHeaders<Shown extends Headers | null>(headers: Shown, actor: Actor): Shown {
  if (headers === null || actor.scopes.has('secrets:read')) return headers
  const shown = Object.entries(headers).map(([name, value]) => [
    name,
    carriesCredential.test(name) ? hiddenValue : value,
  ])
  return Object.fromEntries(shown) as Shown
}

/** Headers as they are to be stored: what was shown hidden stays. */
export function keepHidden(given: Record<string, string>, stored: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value === hiddenValue ? (stored[name] ?? value) : value]),
  )
}
