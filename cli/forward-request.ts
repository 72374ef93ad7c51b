import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export interface LocalAnswer {
  status: number
  headers: [string, string][]
  body: Buffer
}

/** What the local server answered, or why there is no answer. */
export type Forwarded = { durationMs: number } & ({ answer: LocalAnswer } | { error: string; isTimeout: boolean })

/** Made by every connection anew: they are no part of what was sent. */
const ownHeaders = /^(host|connection|content-length|transfer-encoding|keep-alive|expect)$/i
/** As much as an attempt keeps of an answer, and the portal shows. */
const keptBytes = 16 * 1024
/** An endless answer is cut off here. */
const readBytes = 256 * 1024

/**
 * Sends a delivery to a server on this machine: the same bytes, the same headers in the same letter case. Redirects are
 * not followed, as Postrider does not follow them either. Never rejects.
 */
export function forwardRequest(
  url: URL,
  delivery: { headers: [string, string][]; body: Buffer },
  options: { deadlineMs: number; stopping: AbortSignal },
): Promise<Forwarded> {
  const startedAt = performance.now()
  const deadline = AbortSignal.timeout(options.deadlineMs)
  const headers: Record<string, string[]> = {}
  for (const [name, value] of delivery.headers) {
    if (!ownHeaders.test(name)) headers[name] = [...(headers[name] ?? []), value]
  }
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve) => {
    const durationMs = (): number => Math.round(performance.now() - startedAt)
    const fail = (error: Error & { code?: string }): void => {
      const isTimeout = deadline.aborted
      const reason = isTimeout ? `did not answer within ${options.deadlineMs / 1000} s` : (error.code ?? error.message)
      resolve({ durationMs: durationMs(), error: reason, isTimeout })
    }
    const outgoing = send(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(delivery.body.length) },
      signal: AbortSignal.any([deadline, options.stopping]),
    })
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => {
      readAnswer(incoming).then((answer) => resolve({ durationMs: durationMs(), answer }), fail)
    })
    outgoing.end(delivery.body)
  })
}

async function readAnswer(incoming: IncomingMessage): Promise<LocalAnswer> {
  const kept: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (bytes < keptBytes) kept.push(chunk.subarray(0, keptBytes - bytes))
    bytes += chunk.length
    if (bytes > readBytes) break
  }
  const raw = incoming.rawHeaders
  const headers = Array.from({ length: raw.length / 2 }, (_, index): [string, string] => [
    raw[index * 2] as string,
    raw[index * 2 + 1] as string,
  ])
  return { status: incoming.statusCode as number, headers, body: Buffer.concat(kept) }
}
