import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { benchSecret } from './secret.ts'

/**
 * The receiver of a benchmark, a process of its own: verifies every signature, notes when each event arrived and hands its notes
 * to the parent in batches. `/ok` answers 200; the other paths behave as their names say.
 */
export type ReceiverMessage = { port: number } | { arrivals: [event: number, at: number][]; invalid: number }

let arrivals: [number, number][] = []
let invalid = 0

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const at = performance.timeOrigin + performance.now()
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
    if (!signatureHolds(request.headers['x-pt-signature'] as string, body)) invalid += 1
    for (const match of body.toString('latin1').matchAll(/"n":(\d+)/g)) arrivals.push([Number(match[1]), at])
    behave(request.url ?? '/', response)
  })
})

function behave(path: string, response: import('node:http').ServerResponse): void {
  if (path.startsWith('/hang')) return
  if (path.startsWith('/reset')) {
    response.socket?.resetAndDestroy()
    return
  }
  if (path.startsWith('/slow')) {
    setTimeout(() => response.end('ok'), 14_000)
    return
  }
  if (path.startsWith('/trickle')) {
    response.writeHead(200)
    const timer = setInterval(() => response.write('.'), 1_000)
    response.on('close', () => clearInterval(timer))
    return
  }
  if (path.startsWith('/fail')) response.statusCode = 500
  response.end('ok')
}

function signatureHolds(header: string | undefined, body: Buffer): boolean {
  const match = /^t=(\d{10}),v1=([0-9a-f]{64})$/.exec(header ?? '')
  if (!match) return false
  const expected = createHmac('sha256', benchSecret)
    .update(match[1] as string)
    .update(body)
    .digest()
  return timingSafeEqual(expected, Buffer.from(match[2] as string, 'hex'))
}

setInterval(() => {
  if (arrivals.length === 0 && invalid === 0) return
  process.send?.({ arrivals, invalid } satisfies ReceiverMessage)
  arrivals = []
  invalid = 0
}, 100)

server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port } satisfies ReceiverMessage)
})
process.on('disconnect', () => process.exit(0))
