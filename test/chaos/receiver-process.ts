import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { openSync, writeSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer } from './receiver-answers.ts'
import { receiverSecrets } from './receiver-secrets.ts'

/** One request as the receiver got it. It is written down before anything is answered. */
export interface ReceivedRequest {
  /** Unix milliseconds. */
  at: number
  path: string
  deliveryId: string
  eventIds: string[]
  attempt: number
  /** Unix seconds in the signature. */
  t: number
  bodyHash: string
  signed: boolean
  /** Which of the secrets signed. */
  secrets: number[]
}

export type ReceiverMessage = { port: number } | { request: ReceivedRequest }

const log = openSync(process.argv[2] as string, 'a')

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const received = describe(request.url ?? '/', request.headers, Buffer.concat(chunks))
    writeSync(log, `${JSON.stringify(received)}\n`)
    process.send?.({ request: received } satisfies ReceiverMessage)
    answer(request.url ?? '/', response)
  })
})

function describe(path: string, headers: IncomingHttpHeaders, body: Buffer): ReceivedRequest {
  const secrets = signers(String(headers['x-pt-signature'] ?? ''), body)
  return {
    at: Date.now(),
    path,
    deliveryId: String(headers['x-pt-delivery-id'] ?? ''),
    eventIds: [...body.toString('latin1').matchAll(/"id":"(evt_[0-9a-z]{26})"/g)].map((match) => match[1] as string),
    attempt: Number(headers['x-pt-attempt']),
    t: Number(/^t=(\d{10}),/.exec(String(headers['x-pt-signature']))?.[1]),
    bodyHash: createHash('sha256').update(body).digest('hex').slice(0, 16),
    signed: secrets.length > 0,
    secrets,
  }
}

/** Its own reading of the signature, so that the product's code does not judge itself. */
function signers(header: string, body: Buffer): number[] {
  const match = /^t=(\d{10})((?:,v1=[0-9a-f]{64})+)$/.exec(header)
  if (!match) return []
  const values = (match[2] as string).split(',v1=').slice(1)
  return receiverSecrets.flatMap((secret, index) => {
    const expected = createHmac('sha256', secret)
      .update(match[1] as string)
      .update(body)
      .digest()
    return values.some((value) => timingSafeEqual(expected, Buffer.from(value, 'hex'))) ? [index] : []
  })
}

server.keepAliveTimeout = 60_000
server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port } satisfies ReceiverMessage)
})
process.on('disconnect', () => process.exit(0))
