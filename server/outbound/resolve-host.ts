import { Resolver } from 'node:dns/promises'
import { readHostsFile } from './hosts-file.ts'
import { OutboundFailure } from './outbound-result.ts'

/** All addresses of a host. Throws an OutboundFailure, or whatever else went wrong. */
export type ResolveHost = (hostname: string) => Promise<string[]>

/** One server that does not answer leaves time to ask another one within the limit of a lookup. */
const perServer = { timeout: 1_500, tries: 2 }
/** How long the other address family may lag behind once one has answered (RFC 8305 uses 50 ms, after both had a start). */
const familyLagMs = 300

/**
 * Asks the system's DNS servers directly. `dns.lookup` would use one of four threads for as long as a slow name server
 * likes, and every other tenant would wait behind it. The hosts file is honoured: containers are introduced there.
 *
 * `servers`: `address:port` instead of the system's; `hosts`: instead of the hosts file.
 */
export function createResolver(
  from: { servers?: readonly string[]; hosts?: ReadonlyMap<string, string[]> } = {},
): ResolveHost {
  const resolver = new Resolver(perServer)
  if (from.servers) resolver.setServers(from.servers)
  const hosts = from.hosts ?? readHostsFile()
  const underWay = new Map<string, Promise<string[]>>()
  return (hostname) => {
    const known = hosts.get(hostname)
    if (known) return Promise.resolve([...known])
    // Many connections of one subscription open at once: one question is enough.
    const asked = underWay.get(hostname)
    if (asked) return asked
    const answer = askBothFamilies(resolver, hostname).finally(() => underWay.delete(hostname))
    underWay.set(hostname, answer)
    return answer
  }
}

async function askBothFamilies(resolver: Resolver, hostname: string): Promise<string[]> {
  const four = resolver.resolve4(hostname)
  const six = resolver.resolve6(hostname)
  await Promise.any([four, six]).catch(() => {})
  const results = await Promise.allSettled([four, six].map((answer) => withinLag(answer)))
  const addresses = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
  if (addresses.length > 0) return addresses
  const codes = results.map((result) => (result.status === 'rejected' ? codeOf(result.reason) : 'ENODATA'))
  throw new OutboundFailure('dns_error', wordsFor(hostname, codes))
}

/** Waits for an answer as long as the lag; when both failed there is nothing left to wait for. */
async function withinLag(answer: Promise<string[]>): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined
  const lag = new Promise<string[]>((resolve) => {
    timer = setTimeout(resolve, familyLagMs, [])
  })
  try {
    return await Promise.race([answer, lag])
  } finally {
    clearTimeout(timer)
  }
}

function codeOf(reason: unknown): string {
  return String((reason as { code?: unknown }).code)
}

function wordsFor(hostname: string, codes: string[]): string {
  if (codes.includes('ETIMEOUT')) return `The name servers of ${hostname} did not answer in time.`
  if (codes.includes('ENOTFOUND')) return `There is no host named ${hostname}.`
  if (codes.every((code) => code === 'ENODATA')) return `${hostname} has no address.`
  if (codes.includes('ESERVFAIL')) return `The name server reported a failure when asked for ${hostname}.`
  return `${hostname} could not be looked up (${codes[0]}).`
}
