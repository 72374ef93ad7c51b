/** Where to go after signing in: a path of this portal, whatever the address bar asked for. */
export function safeNextPath(next: string | null): string {
  if (!next || !URL.canParse(next, 'http://portal.invalid')) return '/'
  const url = new URL(next, 'http://portal.invalid')
  if (url.origin !== 'http://portal.invalid' || url.pathname.startsWith('/sign-in')) return '/'
  // A path that begins with two slashes would be read as another host.
  return `/${url.pathname.replace(/^\/+/, '')}${url.search}`
}

const kept = 'postrider-next'
const asked = () => new URLSearchParams(window.location.search).get('next')

/** Remembers in this tab what was asked for: the link that signs somebody in does not know of it. */
export function keepNextPath(): void {
  const next = asked()
  if (next) window.sessionStorage.setItem(kept, next)
}

/** Where to go after signing in on the page that is shown; what was remembered counts once. */
export function nextPath(): string {
  const next = asked() ?? window.sessionStorage.getItem(kept)
  window.sessionStorage.removeItem(kept)
  return safeNextPath(next)
}
