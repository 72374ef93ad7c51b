import type { RefusalReason } from '../judge-target.ts'

/** What each refused vector is refused for, whatever its scheme; those not named here are denied addresses. */
const reasons: Record<string, RefusalReason> = {
  'http://localhost/': 'name_denied',
  'http://LOCALHOST./': 'name_denied',
  'http://foo.localhost/': 'name_denied',
  'http://loc%61lhost/': 'name_denied',
  'http://metadata.google.internal/': 'name_denied',
  'http://postgres/': 'name_denied',
  'http://example.com@127.0.0.1/': 'credentials',
  'https://user:pass@example.com/': 'credentials',
  'http://example.com:25/': 'port_denied',
  'http://example.com:6379/': 'port_denied',
  'ftp://example.com/': 'scheme',
  'file:///etc/passwd': 'scheme',
  'gopher://127.0.0.1:6379/_x': 'scheme',
  'javascript:alert(1)': 'scheme',
  'http://1.2.3.4.5/': 'malformed',
  'http://256.1.1.1/': 'malformed',
}

export function vectorReason(url: string): RefusalReason {
  return reasons[url] ?? 'address_denied'
}
