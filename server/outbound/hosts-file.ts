import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

const systemHostsFile = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts'

/** Names and their addresses in a hosts file (hosts(5)). An unreadable file is an empty one. */
export function readHostsFile(path = systemHostsFile): Map<string, string[]> {
  const hosts = new Map<string, string[]>()
  for (const line of readText(path).split('\n')) {
    const [address, ...names] = (line.split('#')[0] as string).trim().split(/\s+/) as [string, ...string[]]
    if (isIP(address) === 0) continue
    for (const name of names) hosts.set(name.toLowerCase(), [...(hosts.get(name.toLowerCase()) ?? []), address])
  }
  return hosts
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
