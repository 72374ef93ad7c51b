import type { ListenRequest } from '../server/contract/listen.ts'
import type { Forwarded } from './forward-request.ts'
import { plain } from './output.ts'

export function headerOf(request: ListenRequest, name: string): string | null {
  return request.headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? null
}

/** What arrived and what became of it, on one line. */
export function resultLine(request: ListenRequest, forwarded: Forwarded): { json: object; text: string } {
  const at = new Date()
  const json = {
    received_at: at.toISOString(),
    type: headerOf(request, 'x-pt-event-type'),
    event: headerOf(request, 'x-pt-event-id'),
    delivery: headerOf(request, 'x-pt-delivery-id'),
    attempt: Number(headerOf(request, 'x-pt-attempt')),
    status: 'answer' in forwarded ? forwarded.answer.status : null,
    error: 'error' in forwarded ? forwarded.error : null,
    duration_ms: forwarded.durationMs,
  }
  const outcome = json.status ?? `failed: ${json.error}`
  const attempt = json.attempt > 1 ? `  attempt ${json.attempt}` : ''
  const text = `${at.toTimeString().slice(0, 8)}  ${json.type}  ${json.event}  ->  ${outcome}  ${json.duration_ms} ms${attempt}`
  return { json, text: plain(text) }
}

/** The answer as the API takes it: what the local server said, or 502 and 504 with the reason where it said nothing. */
export function answerOf(
  target: URL,
  forwarded: Forwarded,
): { status: number; headers: [string, string][]; body: string } {
  const took: [string, string] = ['X-Postrider-Local-Ms', String(forwarded.durationMs)]
  if ('answer' in forwarded) {
    const { status, headers, body } = forwarded.answer
    return { status, headers: [...headers, took], body: body.toString('base64') }
  }
  const words = `postrider listen: ${target.origin} on the developer's machine: ${forwarded.error}\n`
  return {
    status: forwarded.isTimeout ? 504 : 502,
    headers: [['Content-Type', 'text/plain; charset=utf-8'], took],
    body: Buffer.from(words).toString('base64'),
  }
}
