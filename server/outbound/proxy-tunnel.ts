import { request } from 'node:http'
import { isIPv6, type Socket } from 'node:net'
import { OutboundFailure } from './outbound-result.ts'

const tcpKeepAliveMs = 60_000

/**
 * A connection to an address through the operator's HTTP proxy (CONNECT, RFC 9110, section 9.3.6). The proxy is given the
 * address that was judged and never the name, so that it cannot resolve it to another one. Throws an OutboundFailure.
 */
export function openTunnel(proxy: URL, to: { address: string; port: number }, signal: AbortSignal): Promise<Socket> {
  const authority = `${isIPv6(to.address) ? `[${to.address}]` : to.address}:${to.port}`
  const { username, password } = proxy
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  return new Promise((resolve, reject) => {
    const asking = request({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || 80,
      method: 'CONNECT',
      path: authority,
      agent: false,
      signal,
      headers: { Host: authority, ...(username !== '' && { 'Proxy-Authorization': `Basic ${login}` }) },
    })
    asking.once('connect', (answer, socket: Socket, head: Buffer) => {
      // Stays for good: an error without a listener would end the process.
      socket.on('error', () => undefined)
      if (answer.statusCode !== 200) {
        socket.destroy()
        reject(failure(`The egress proxy refused the connection with ${answer.statusCode}.`))
        return
      }
      socket.setNoDelay(true)
      socket.setKeepAlive(true, tcpKeepAliveMs)
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    asking.once('response', (answer) => {
      answer.destroy()
      reject(failure(`The egress proxy refused the connection with ${answer.statusCode}.`))
    })
    asking.on('error', (error: Error & { code?: string }) =>
      reject(
        signal.aborted
          ? new OutboundFailure('interrupted', 'The attempt was given up.')
          : failure(`The egress proxy cannot be reached (${error.code ?? 'no reason given'}).`),
      ),
    )
    asking.end()
  })
}

function failure(message: string): OutboundFailure {
  return new OutboundFailure('connection_refused', message)
}
