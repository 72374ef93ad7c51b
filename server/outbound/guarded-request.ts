import { Client } from 'undici'
import { exchangeFailure } from './failure-words.ts'
import { dial, dialTarget, newDialTrace } from './guarded-dial.ts'
import { outboundPolicy } from './outbound-policy.ts'
import { OutboundFailure } from './outbound-result.ts'

export interface GuardedRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: URL
  headers: Record<string, string>
  body: string | null
  /** Milliseconds for all of it. */
  deadlineMs: number
  /** Of the answer's body. */
  maxBytes: number
}

/** One request through the guard that deliveries go through; redirects are not followed. Throws an OutboundFailure. */
export async function guardedRequest(request: GuardedRequest): Promise<{ status: number; text: string }> {
  const { method, url, headers, body, deadlineMs, maxBytes } = request
  const target = dialTarget(outboundPolicy(), url, [])
  const signal = AbortSignal.timeout(deadlineMs)
  const client = new Client(url.origin, {
    connect: (_options, callback) => {
      dial(target, newDialTrace(), signal).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      )
    },
    allowH2: false,
  })
  let answered = false
  try {
    const answer = await client.request({ method, path: url.pathname + url.search, headers, body, signal })
    answered = true
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of answer.body) {
      bytes += chunk.length
      if (bytes > maxBytes) {
        const words = `The answer is larger than ${maxBytes / 1024 / 1024} MiB.`
        throw new OutboundFailure('response_invalid', words)
      }
      chunks.push(chunk)
    }
    return { status: answer.statusCode, text: Buffer.concat(chunks).toString() }
  } catch (error) {
    if (signal.aborted) throw new OutboundFailure('timeout', `There was no answer within ${deadlineMs / 1000} s.`)
    throw exchangeFailure(error as Error, answered)
  } finally {
    // What was read too far or given up must not be waited for.
    await client.destroy()
  }
}
