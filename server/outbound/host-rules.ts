/** Suffixes that never lead out of a private network (RFC 6761, RFC 6762 and its appendix G, RFC 8375, ICANN .internal). */
const privateSuffixes = ['local', 'localdomain', 'internal', 'intranet', 'private', 'corp', 'home', 'lan', 'home.arpa']

/** The name without the dot that marks it as absolute: `example.com.` and `example.com` are one host. */
export function bareHostname(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}

/** RFC 6761: these names mean this machine and are not looked up. */
export function isLocalhostName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost')
}

/** Why a name cannot be one in the public DNS, as a sentence; null when it can. `hostname` is bare and lower case. */
export function privateNameReason(hostname: string): string | null {
  if (isLocalhostName(hostname)) return `${hostname} means this machine.`
  if (!hostname.includes('.')) return `${hostname} is a name of a private network, not of the public DNS.`
  const suffix = privateSuffixes.find((end) => hostname.endsWith(`.${end}`))
  return suffix === undefined ? null : `Names that end in .${suffix} belong to private networks.`
}

/** Letters, digits, hyphens, underscores; at most 63 a label and 253 in all (RFC 1035, underscores as they occur). */
export function isPossibleHostname(hostname: string): boolean {
  return hostname.length <= 253 && hostname.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label))
}

/** `hostname` as a URL has it: `localhost`, `127.0.0.1` and its net, `[::1]`. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = bareHostname(hostname)
  return isLocalhostName(bare) || bare === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(bare)
}
