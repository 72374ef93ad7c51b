import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls'
import { onTestFinished } from 'vitest'

/** A receiver on 127.0.0.1 that ends with the test. */
export interface LocalReceiver {
  port: number
  /** Every connection that was ever accepted, oldest first. */
  sockets: Socket[]
}

/** Answers in whatever way `answer` likes, HTTP or not. */
export function rawReceiver(answer: (socket: Socket) => void): Promise<LocalReceiver> {
  return listen(createTcpServer(answer))
}

export function httpReceiver(answer: RequestListener): Promise<LocalReceiver> {
  return listen(createHttpServer({ keepAliveTimeout: 60_000 }, answer))
}

export function tlsReceiver(options: TlsOptions, answer: (socket: TLSSocket) => void): Promise<LocalReceiver> {
  return listen(createTlsServer(options, answer))
}

/** Answers every request with the bytes, as soon as its head is complete. */
export function answering(...chunks: (string | Buffer)[]): (socket: Socket) => void {
  return (socket) => {
    socket.on('data', (data) => {
      if (!data.includes('\r\n\r\n')) return
      for (const chunk of chunks) socket.write(chunk)
    })
  }
}

async function listen(server: Server): Promise<LocalReceiver> {
  const sockets: Socket[] = []
  server.on('connection', (socket: Socket) => {
    sockets.push(socket)
    // Clients are cut off on purpose here.
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  server.on('secureConnection', (socket: TLSSocket) => socket.on('error', () => {}))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => {
      server.close(resolve)
    })
  })
  return { port: (server.address() as AddressInfo).port, sockets }
}
