/**
 * Name of the session cookie. Under https the `__Host-` prefix makes browsers refuse it from any other host, path or
 * plain http (RFC 6265bis, section 4.1.3); plain http in local mode cannot carry that prefix.
 */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-postrider-session' : 'postrider-session'
}

/** The value of one cookie in a Cookie header, or null. */
export function cookieValue(header: string | null | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return null
}
