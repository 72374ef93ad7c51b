/** The sign-in page, which leads back to the page asked for (`asked`: its path and query, null when nobody knows it). */
export function signInPath(asked: string | null): string {
  const base = 'http://portal.invalid'
  if (asked === null || !URL.canParse(asked, base)) return '/sign-in'
  const url = new URL(asked, base)
  // What Next adds when it asks for the content of a page alone.
  url.searchParams.delete('_rsc')
  const next = `${url.pathname}${url.search}`
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}
