/** Where to go after signing in: a path of this portal, whatever the address bar asked for. */
export function safeNextPath(next: string | null): string {
  if (!next || !URL.canParse(next, 'http://portal.invalid')) return '/'
  const url = new URL(next, 'http://portal.invalid')
  if (url.origin !== 'http://portal.invalid' || url.pathname.startsWith('/sign-in')) return '/'
  // A path that begins with two slashes would be read as another host.
  return `/${url.pathname.replace(/^\/+/, '')}${url.search}`
}

/** The same of the page that is shown. */
export const nextPath = () => safeNextPath(new URLSearchParams(window.location.search).get('next'))
