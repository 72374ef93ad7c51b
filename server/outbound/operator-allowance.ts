import { isIP } from 'node:net'
import { AddressSet, addressEntryFault } from './address-list.ts'
import { bareHostname, isPossibleHostname } from './host-rules.ts'

/** What `OUTBOUND_ALLOW` opens: networks and names that the operator answers for, over http as well as https. */
export interface OperatorAllowance {
  /** `port` given by name in the matching entry opens even a denied port; an entry without one opens the others. */
  address(address: string, port: number): Allowance | null
  hostname(hostname: string, port: number): Allowance | null
}

export interface Allowance {
  portNamed: boolean
}

interface Entry {
  port: number | null
  networks: AddressSet | null
  hostname: string | null
}

/**
 * Reads `10.2.0.0/16:8443, 192.168.1.7:443, [fd00::/8]:8443, fd00::/8, hooks.corp.internal:8080`. Throws an Error that
 * names the entry at fault.
 */
export function parseOperatorAllowance(text: string): OperatorAllowance {
  const entries = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseEntry)
  const find = (port: number, matches: (entry: Entry) => boolean): Allowance | null => {
    const matching = entries.filter((entry) => (entry.port === null || entry.port === port) && matches(entry))
    return matching.length === 0 ? null : { portNamed: matching.some((entry) => entry.port !== null) }
  }
  return {
    address: (address, port) => find(port, (entry) => entry.networks?.has(address) ?? false),
    hostname: (hostname, port) => find(port, (entry) => entry.hostname === hostname),
  }
}

function parseEntry(text: string): Entry {
  const { target, port } = splitPort(text)
  const looksNumeric = isIP(target.split('/')[0] as string) !== 0 || target.includes('/')
  if (looksNumeric) {
    const fault = addressEntryFault(target)
    if (fault !== null) throw new Error(`OUTBOUND_ALLOW: ${fault}`)
    return { port, networks: new AddressSet([target]), hostname: null }
  }
  const hostname = bareHostname(target.toLowerCase())
  // A name whose last label is a number is an address somebody mistyped.
  if (!isPossibleHostname(hostname) || /(^|\.)\d+$/.test(hostname)) {
    throw new Error(
      `OUTBOUND_ALLOW: ${JSON.stringify(text)} is not understood. Write 10.2.0.0/16:8443, [fd00::/8]:8443 or hooks.corp.internal:8080.`,
    )
  }
  return { port, networks: null, hostname }
}

function splitPort(text: string): { target: string; port: number | null } {
  const bracketed = /^\[([^\]]+)\](\/\d+)?(?::(.*))?$/.exec(text)
  if (bracketed) return { target: `${bracketed[1]}${bracketed[2] ?? ''}`, port: parsePort(bracketed[3], text) }
  const colons = text.split(':').length - 1
  if (colons !== 1) return { target: text, port: null }
  const at = text.indexOf(':')
  return { target: text.slice(0, at), port: parsePort(text.slice(at + 1), text) }
}

function parsePort(digits: string | undefined, entry: string): number | null {
  if (digits === undefined) return null
  const port = Number(digits)
  if (!/^\d{1,5}$/.test(digits) || port < 1 || port > 65_535) {
    throw new Error(`OUTBOUND_ALLOW: the port in ${JSON.stringify(entry)} must be 1 to 65535.`)
  }
  return port
}
