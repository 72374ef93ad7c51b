import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as a receiver saw it. `at`: Unix milliseconds of this machine. */
export interface ReceivedRequest {
  at: number
  path: string
  headers: Record<string, string>
  body: Buffer
}

export type Answer = (request: ReceivedRequest, response: ServerResponse) => void

/** A real HTTP receiver on a free port of this machine. `answer` may be changed at any time; the default is 200. */
export interface Receiver extends AsyncDisposable {
  url: string
  port: number
  requests: ReceivedRequest[]
  answer: Answer
}

/**
 * `only`: the path of its URL; what comes to another path is for a receiver that had the port before, and is refused unseen.
 * Without it any path will do.
 */
export async function startReceiver(port = 0, only?: string): Promise<Receiver> {
  const requests: ReceivedRequest[] = []
  const server = createServer((message, response) => {
    if (only !== undefined && !message.url?.startsWith(only)) return void response.writeHead(404).end()
    void readBody(message).then((body) => {
      const request = {
        at: Date.now(),
        path: message.url ?? '/',
        headers: message.headers as Record<string, string>,
        body,
      }
      requests.push(request)
      receiver.answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address.port}${only ?? '/hook'}`,
    port: address.port,
    requests,
    answer: (_request, response) => {
      response.end('ok')
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}

/** Answers every request with this status. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(code, headers)
    response.end(`status ${code}`)
  }
}

/** Keeps every request waiting until it is told what to answer. */
export function holding(): {
  answer: Answer
  waiting: ServerResponse[]
  release(code: number, headers?: Record<string, string>): void
} {
  const waiting: ServerResponse[] = []
  return {
    answer: (_request, response) => {
      waiting.push(response)
    },
    waiting,
    release(code, headers = {}) {
      for (const response of waiting.splice(0)) {
        response.writeHead(code, headers)
        response.end()
      }
    },
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
