import type { Environment } from './env.ts'

/**
 * Everything on one machine for one person: the embedded database and a PUBLIC_URL that only this machine can open.
 * Then the server listens on 127.0.0.1 and deliveries may go to this machine and over plain http.
 */
export function isLocalMode(env: Pick<Environment, 'POSTRIDER_EMBEDDED_DATABASE' | 'PUBLIC_URL'>): boolean {
  if (!env.POSTRIDER_EMBEDDED_DATABASE) return false
  if (!env.PUBLIC_URL) return true
  const { hostname } = new URL(env.PUBLIC_URL)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

/** The address a web process listens on. */
export function listenHost(env: Pick<Environment, 'HOST' | 'POSTRIDER_EMBEDDED_DATABASE' | 'PUBLIC_URL'>): string {
  return env.HOST ?? (isLocalMode(env) ? '127.0.0.1' : '::')
}
