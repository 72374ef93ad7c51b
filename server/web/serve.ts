import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { refuseUnreadable } from './refuse-unreadable.ts'

/** What is still running after a stop was asked for gets this long. Deliveries live in the worker and do not mind. */
const drainMs = 10_000

export interface WebServer {
  port: number
  close(): Promise<void>
}

/**
 * Listens on one port for everything. `port` 0 takes a free one, which is why the listener is made afterwards; until it
 * is ready requests are answered with 503.
 */
export async function serve(options: {
  host: string
  port: number
  createListener: (address: {
    host: string
    port: number
  }) => Promise<{ listener: RequestListener; close(): Promise<void> }>
}): Promise<WebServer> {
  let listener: RequestListener = (_, response) => {
    response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'text/plain' }).end('Starting.\n')
  }
  /** The newest answer of each connection. */
  const answers = new WeakMap<Duplex, ServerResponse>()
  const server = createServer((request, response) => {
    answers.set(request.socket, response)
    listener(request, response)
  })
  server.on('clientError', (error, socket) => {
    const answer = answers.get(socket)
    refuseUnreadable(error, socket, answer?.headersSent === true && !answer.writableFinished)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const ready = await options.createListener({ host: options.host, port })
  listener = ready.listener
  return {
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const cutOff = setTimeout(() => server.closeAllConnections(), drainMs)
      await closed
      clearTimeout(cutOff)
      await ready.close()
    },
  }
}
