import { describe, expect, it } from 'vitest'
import { checkUrl } from './check-url.ts'
import type { RefusalReason } from './judge-target.ts'
import { createOutboundPolicy, type OutboundPolicy } from './outbound-policy.ts'
import vectors from './outbound-vectors.json' with { type: 'json' }

const strict = createOutboundPolicy({ mode: 'strict', allow: '' })
const strictWithHttp = createOutboundPolicy({ mode: 'strict', allow: '', plainHttp: true })
const local = createOutboundPolicy({ mode: 'local', allow: '', inboxOrigin: 'http://localhost:3000', ownPorts: [5555] })

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

function vectorReason(url: string): RefusalReason {
  return reasons[url] ?? 'address_denied'
}

function reasonOf(
  policy: OutboundPolicy,
  url: string,
  ...lists: Parameters<typeof checkUrl>[2][]
): RefusalReason | null {
  const verdict = checkUrl(policy, url, ...lists)
  if (verdict.ok) return null
  expect(verdict.message).toMatch(/^\S.{15,300}\.$/)
  return verdict.reason
}

describe('the shared vectors at save time', () => {
  it.each(vectors.refuse)('%s is refused for what it is, over http, https and with http allowed', (url) => {
    const reason = vectorReason(url)
    expect(reasonOf(strict, url)).toBe(reason)
    expect(reasonOf(strictWithHttp, url)).toBe(reason)
    expect(reasonOf(strict, url.replace(/^http:/, 'https:'))).toBe(reason)
  })

  it.each(vectors.accept)('%s is accepted, and over http only where that is allowed', (url) => {
    expect(reasonOf(strict, url)).toBeNull()
    const http = url.replace(/^https:/, 'http:')
    expect(reasonOf(strictWithHttp, http)).toBeNull()
    expect(reasonOf(strict, http)).toBe('plain_http')
  })
})

/** Attempts of our own beyond the vectors: every one is refused in strict mode, http allowed or not. */
const attempts: [string, string, RefusalReason][] = [
  ['octal loopback', 'https://0177.0.0.1/', 'address_denied'],
  ['octal with many zeros', 'https://0000177.0.0.01/', 'address_denied'],
  ['hexadecimal parts', 'https://0x7f.0x0.0x0.0x1/', 'address_denied'],
  ['three parts', 'https://127.0.1/', 'address_denied'],
  ['two parts of a private address', 'https://10.1/', 'address_denied'],
  ['a decimal metadata address', 'https://2852039166/', 'address_denied'],
  ['an octal metadata address', 'https://0251.0376.0251.0376/', 'address_denied'],
  ['an octal number', 'https://017700000001/', 'address_denied'],
  ['an empty hexadecimal number', 'https://0x/', 'address_denied'],
  ['full-width digits', 'https://１２７.０.０.１/', 'address_denied'],
  ['circled digits', 'https://①②⑦.⓪.⓪.①/', 'address_denied'],
  ['ideographic full stops', 'https://127。0。0。1/', 'address_denied'],
  ['half-width ideographic full stops', 'https://169｡254｡169｡254/', 'address_denied'],
  ['full-width localhost', 'https://ｌｏｃａｌｈｏｓｔ/', 'name_denied'],
  ['localhost in bold mathematical letters', 'https://𝐥𝐨𝐜𝐚𝐥𝐡𝐨𝐬𝐭/', 'name_denied'],
  ['localhost with a soft hyphen', 'https://local\u00adhost/', 'name_denied'],
  ['localhost with a zero-width space', 'https://local\u200bhost/', 'name_denied'],
  ['a percent-encoded full stop', 'https://127.0.0%2E1/', 'address_denied'],
  ['a percent-encoded digit', 'https://%31%32%37.0.0.1/', 'address_denied'],
  ['a tab in the address', 'https://127.0.0\t.1/', 'address_denied'],
  ['a line break in the address', 'https://127.0\n.0.1/', 'address_denied'],
  ['a line break in the scheme', 'ht\ntps://10.0.0.1/', 'address_denied'],
  ['a line break in a public URL', 'https://example.com/\r\nX-Injected: 1', 'malformed'],
  ['NUL in the path', 'https://example.com/\0', 'malformed'],
  ['spaces around it', ' https://example.com/ ', 'malformed'],
  ['a backslash in the path', 'https://example.com/a\\b', 'malformed'],
  ['backslashes for slashes', 'https:\\\\127.0.0.1\\', 'address_denied'],
  ['no slashes', 'https:127.0.0.1', 'address_denied'],
  ['many slashes', 'https://///127.0.0.1/', 'address_denied'],
  ['only a user name', 'https://user@example.com/', 'credentials'],
  ['only a password', 'https://:pass@example.com/', 'credentials'],
  ['two at signs', 'https://example.com@example.com@127.0.0.1/', 'credentials'],
  ['an encoded at sign', 'https://example.com%40127.0.0.1/', 'malformed'],
  ['a port in the user part', 'https://example.com:80@127.0.0.1/', 'credentials'],
  ['a fragment that looks like a host', 'https://127.0.0.1#@example.com/', 'address_denied'],
  ['a query that looks like a host', 'https://127.0.0.1?@example.com/', 'address_denied'],
  ['a brackets bypass', 'https://[::ffff:7f00:1]/', 'address_denied'],
  ['expanded loopback', 'https://[0000:0000:0000:0000:0000:0000:0000:0001]/', 'address_denied'],
  ['mapped private, upper case', 'https://[::FFFF:C0A8:0001]/', 'address_denied'],
  ['mapped with zeros', 'https://[0:0:0:0:0:ffff:127.0.0.1]/', 'address_denied'],
  ['SIIT', 'https://[::ffff:0:127.0.0.1]/', 'address_denied'],
  ['NAT64 to private', 'https://[64:ff9b::10.0.0.1]/', 'address_denied'],
  ['local-use NAT64', 'https://[64:ff9b:1::1]/', 'address_denied'],
  ['6to4 of metadata', 'https://[2002:a9fe:a9fe::]/', 'address_denied'],
  ['ISATAP under a public prefix', 'https://[2606:4700::5efe:a9fe:a9fe]/', 'address_denied'],
  ['ISATAP with the universal bit', 'https://[2606:4700::200:5efe:7f00:1]/', 'address_denied'],
  ['Teredo', 'https://[2001::1]/', 'address_denied'],
  ['documentation, the newer block', 'https://[3fff::1]/', 'address_denied'],
  ['segment routing', 'https://[5f00::1]/', 'address_denied'],
  ['an unassigned block', 'https://[4000::1]/', 'address_denied'],
  ['all nodes', 'https://[ff02::1]:8443/', 'address_denied'],
  ['a host and a port without a scheme', 'localhost:4000/hooks', 'malformed'],
  ['a host without a scheme', 'example.com/hooks', 'malformed'],
  ['a zone', 'https://[fe80::1%25eth0]/', 'malformed'],
  ['an IPv6 address without brackets', 'https://::1/', 'malformed'],
  ['a future address form', 'https://[v1.fe80::a]/', 'malformed'],
  ['the machine next door', 'https://172.31.0.1/', 'address_denied'],
  ['carrier-grade NAT', 'https://100.127.255.255/', 'address_denied'],
  ['6to4 relays', 'https://192.88.99.1/', 'address_denied'],
  ['a subnet broadcast', 'https://192.168.255.255/', 'address_denied'],
  ['a Kubernetes service', 'https://kubernetes.default.svc.cluster.local/', 'name_denied'],
  ['Docker’s host', 'https://host.docker.internal/', 'name_denied'],
  ['mDNS', 'https://printer.local./', 'name_denied'],
  ['a single label', 'https://intranet/', 'name_denied'],
  ['a single label with dot and port', 'https://redis.:8443/', 'name_denied'],
  ['the home network', 'https://router.home.arpa/', 'name_denied'],
  ['an empty label', 'https://a..example.com/', 'malformed'],
  ['an overlong label', `https://${'a'.repeat(64)}.example.com/`, 'malformed'],
  ['an overlong name', `https://${'a.'.repeat(130)}example.com/`, 'malformed'],
  ['an overlong URL', `https://example.com/${'a'.repeat(2048)}`, 'malformed'],
  ['port 0', 'https://example.com:0/', 'port_denied'],
  ['SSH', 'https://example.com:22/', 'port_denied'],
  ['SMTP submission', 'https://example.com:587/', 'port_denied'],
  ['PostgreSQL', 'https://example.com:5432/', 'port_denied'],
  ['Docker’s socket', 'https://example.com:2375/', 'port_denied'],
  ['etcd', 'https://example.com:2379/', 'port_denied'],
  ['a kubelet', 'https://example.com:10250/', 'port_denied'],
  ['Memcached', 'https://example.com:11211/', 'port_denied'],
  ['Elasticsearch', 'https://example.com:9200/', 'port_denied'],
  ['a port with zeros', 'https://example.com:06379/', 'port_denied'],
  ['a port beyond 65535', 'https://example.com:65536/', 'malformed'],
  ['dict', 'dict://example.com:2628/', 'scheme'],
  ['ws', 'wss://example.com/', 'scheme'],
  ['data', 'data:text/plain,x', 'scheme'],
  ['blob', 'blob:https://example.com/1', 'scheme'],
  ['unix', 'unix:///var/run/docker.sock', 'scheme'],
  ['a scheme in front', 'url:https://example.com/', 'scheme'],
  ['a relative URL', '/hook', 'malformed'],
  ['no scheme', 'example.com/hook', 'malformed'],
  ['no host', 'https:///', 'malformed'],
  ['nothing', '', 'malformed'],
]

describe('attempts of our own at save time', () => {
  it.each(attempts)('%s', (_, url, reason) => {
    expect(reasonOf(strict, url)).toBe(reason)
    expect(reasonOf(strictWithHttp, url.replace(/^https:/, 'http:'))).toBe(reason)
  })
})

it.each([
  ['http://localhost:99999/hook', 'There is no port 99999: ports end at 65535.'],
  ['localhost:4000/hook', 'Write https:// or http:// in front of it: the URL has no scheme.'],
  ['/hook', 'This is not an absolute URL such as https://example.com/hooks.'],
])('of %s it says what is wrong', (url, message) => {
  expect(checkUrl(local, url)).toMatchObject({ ok: false, message })
})

describe('local mode', () => {
  it.each([
    'http://localhost:4000/hook',
    'http://LOCALHOST:4000',
    'http://app.localhost:4000/',
    'http://127.0.0.1:4000/hook',
    'http://127.9.9.9:4000/',
    'http://[::1]:4000/',
    'http://[::ffff:127.0.0.1]:4000/',
    'http://example.com/',
    'https://example.com/',
    'http://localhost:3000/inbox/abc_DEF-123',
    'http://localhost:3000/listen/abc_DEF-123',
    'http://127.0.0.1:3000/inbox/abc?x=1',
    'http://[::1]:3000/inbox/abc',
  ])('admits %s', (url) => {
    expect(reasonOf(local, url)).toBeNull()
  })

  it.each([
    ['http://10.0.0.1/', 'address_denied'],
    ['http://169.254.169.254/', 'address_denied'],
    ['http://0.0.0.0:4000/', 'address_denied'],
    ['http://[::]:4000/', 'address_denied'],
    ['http://[::127.0.0.1]:4000/', 'address_denied'],
    ['http://[64:ff9b::127.0.0.1]:4000/', 'address_denied'],
    ['http://localhost:5432/', 'port_denied'],
    ['http://localhost:22/', 'port_denied'],
    ['http://postgres/', 'name_denied'],
    ['http://metadata.google.internal/', 'name_denied'],
    ['http://user@localhost:4000/', 'credentials'],
    ['http://localhost:3000/', 'own_address'],
    ['http://localhost:3000/api/v1/tenants', 'own_address'],
    ['http://localhost.:3000/api/v1/tenants', 'own_address'],
    ['http://127.0.0.1:3000/', 'own_address'],
    ['http://2130706433:3000/', 'own_address'],
    ['http://[::1]:3000/metrics', 'own_address'],
    ['http://[::ffff:127.0.0.1]:3000/', 'own_address'],
    ['http://app.localhost:3000/', 'own_address'],
    ['http://127.0.0.1:5555/', 'own_address'],
    ['https://127.0.0.1:3000/inbox/abc', 'own_address'],
    ['http://localhost:3000/inbox', 'own_address'],
    ['http://localhost:3000/inbox/', 'own_address'],
    ['http://localhost:3000/listen/', 'own_address'],
    ['http://localhost:3000/listen/abc/more', 'own_address'],
    ['http://localhost:3000/inbox/../api/v1/tenants', 'own_address'],
    ['http://localhost:3000/inbox/%2e%2e/api', 'own_address'],
    ['http://localhost:3000/inbox/..%2fapi', 'own_address'],
    ['http://localhost:3000/inbox/abc/more', 'own_address'],
    ['http://localhost:3000/inbox//api', 'own_address'],
    ['http://localhost:3000//inbox/abc', 'own_address'],
    ['http://localhost:3000/INBOX/abc', 'own_address'],
    ['http://user:pass@localhost:3000/inbox/abc', 'credentials'],
  ] as [string, RefusalReason][])('refuses %s: %s', (url, reason) => {
    expect(reasonOf(local, url)).toBe(reason)
  })
})

describe('the product’s own inbox in strict mode', () => {
  const policy = createOutboundPolicy({ mode: 'strict', allow: '', inboxOrigin: 'http://postrider.corp.internal:8080' })

  it('is admitted whatever its name, port and scheme', () => {
    expect(reasonOf(policy, 'http://postrider.corp.internal:8080/inbox/abc')).toBeNull()
  })

  it.each([
    ['http://postrider.corp.internal:8080/api/v1/tenants', 'own_address'],
    ['http://postrider.corp.internal:8081/inbox/abc', 'name_denied'],
    ['https://postrider.corp.internal:8080/inbox/abc', 'name_denied'],
    ['http://x.postrider.corp.internal:8080/inbox/abc', 'name_denied'],
    ['http://127.0.0.1:8080/inbox/abc', 'address_denied'],
  ] as [string, RefusalReason][])('does not admit %s', (url, reason) => {
    expect(reasonOf(policy, url)).toBe(reason)
  })
})

describe('OUTBOUND_ALLOW', () => {
  const policy = createOutboundPolicy({
    mode: 'strict',
    allow: '10.2.0.0/16:8443,192.168.1.7,10.9.9.9:6379,hooks.corp.internal:8080,receiver,127.0.0.1:4000',
    ownPorts: [3000],
  })

  it.each([
    'https://10.2.3.4:8443/',
    'http://10.2.3.4:8443/',
    'https://[::ffff:10.2.3.4]:8443/',
    'https://192.168.1.7/',
    'http://192.168.1.7:8080/',
    'https://10.9.9.9:6379/',
    'http://hooks.corp.internal:8080/',
    'http://receiver/',
    'http://127.0.0.1:4000/',
  ])('opens %s', (url) => {
    expect(reasonOf(policy, url)).toBeNull()
  })

  it.each([
    ['https://10.2.3.4/', 'address_denied'],
    ['https://10.3.0.1:8443/', 'address_denied'],
    ['https://192.168.1.7:6379/', 'port_denied'],
    ['https://192.168.1.8/', 'address_denied'],
    ['http://hooks.corp.internal/', 'name_denied'],
    ['http://receiver:22/', 'port_denied'],
    ['http://127.0.0.1:4001/', 'address_denied'],
    ['http://example.com/', 'plain_http'],
  ] as [string, RefusalReason][])('leaves %s closed: %s', (url, reason) => {
    expect(reasonOf(policy, url)).toBe(reason)
  })

  it('never opens the product itself', () => {
    const careless = createOutboundPolicy({ mode: 'strict', allow: '0.0.0.0/0,::/0', ownPorts: [3000] })
    expect(reasonOf(careless, 'http://127.0.0.1:3000/')).toBe('own_address')
    expect(reasonOf(careless, 'http://[::1]:3000/')).toBe('own_address')
    expect(reasonOf(careless, 'http://127.0.0.1:3001/')).toBeNull()
  })

  it('is judged when the policy is made', () => {
    expect(() => createOutboundPolicy({ mode: 'strict', allow: '10.2.0.0/99' })).toThrow('OUTBOUND_ALLOW')
  })
})

describe('lists of tenant and subscription', () => {
  const allow = (...entries: string[]) => ({ allow: entries, deny: [] })
  const deny = (...entries: string[]) => ({ allow: [], deny: entries })

  it.each([
    [[allow('1.1.1.0/24')], null],
    [[allow('1.1.1.2')], 'not_in_allow_list'],
    [[deny('1.1.1.0/24')], 'in_deny_list'],
    [[deny('1.1.1.2')], null],
    [[{ allow: ['1.1.1.0/24'], deny: ['1.1.1.1'] }], 'in_deny_list'],
    [[allow('1.0.0.0/8'), allow('1.1.1.1')], null],
    [[allow('1.1.1.1'), allow('8.8.8.8')], 'not_in_allow_list'],
    [[allow('1.1.1.1'), deny('1.1.1.1')], 'in_deny_list'],
    [[deny('1.1.1.1'), allow('1.1.1.1')], 'in_deny_list'],
    [[deny('::/0')], null],
    [[allow('nonsense')], 'malformed'],
    [[deny('1.1.1.1/33')], 'malformed'],
  ] as [Parameters<typeof checkUrl>[2][], RefusalReason | null][])('%j: %s', (lists, reason) => {
    expect(reasonOf(strict, 'https://1.1.1.1/', ...lists)).toBe(reason)
    expect(reasonOf(strict, 'https://[::ffff:1.1.1.1]/', ...lists)).toBe(reason)
  })

  it('open nothing that the operator keeps closed', () => {
    expect(reasonOf(strict, 'https://10.0.0.1/', allow('10.0.0.1'))).toBe('address_denied')
    expect(reasonOf(strict, 'https://127.0.0.1/', allow('0.0.0.0/0', '::/0'))).toBe('address_denied')
  })

  it('restrict what the operator opened', () => {
    const policy = createOutboundPolicy({ mode: 'strict', allow: '10.0.0.0/8' })
    expect(reasonOf(policy, 'https://10.0.0.1/', deny('10.0.0.1'))).toBe('in_deny_list')
    expect(reasonOf(local, 'http://127.0.0.1:4000/', deny('127.0.0.0/8'))).toBe('in_deny_list')
  })

  it('do not judge names before they are looked up', () => {
    expect(reasonOf(strict, 'https://example.com/', allow('1.1.1.1'))).toBeNull()
  })
})
