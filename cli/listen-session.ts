import type { ListenRequest, ListenRequests, ListenSession } from '../server/contract/listen.ts'
import { type Api, ApiError } from './api.ts'
import { forwardRequest } from './forward-request.ts'
import { answerOf, headerOf, resultLine } from './listen-line.ts'
import type { Output } from './output.ts'
import { ServerWatch } from './server-watch.ts'

/** The server holds a look open so long; proxies in between cut off longer silences. */
const waitSeconds = 25

export interface ListenOptions {
  api: Api
  /** Works when `stopping` is aborted. */
  tidyApi: Api
  out: Output
  stopping: AbortSignal
  target: URL
  /** Body of POST /webhooks/listen-sessions. */
  request: Record<string, unknown>
}

/**
 * Opens a session and passes on what arrives, several at a time, through restarts of the server. `ended` resolves when
 * `stopping` is aborted (true) or somebody ended the session (false), and rejects when it cannot be opened or the key is
 * refused.
 */
export function followSession(options: ListenOptions): { ended: Promise<boolean>; resend(): void } {
  let lastDelivery: string | null = null
  return {
    ended: follow(options, (delivery) => {
      lastDelivery = delivery
    }),
    resend() {
      if (lastDelivery === null) options.out.note('Nothing has arrived yet that could be sent again.')
      else void resend(options, lastDelivery)
    },
  }
}

async function follow(options: ListenOptions, onDelivery: (id: string) => void): Promise<boolean> {
  const { api, out, stopping } = options
  let session = await open(options)
  const underWay = new Set<string>()
  let answeredAt = performance.now()
  const server = new ServerWatch(out, stopping)
  let state = 'active closed'
  try {
    while (!stopping.aborted) {
      try {
        // Not held open after an interruption: whoever waits for the server hears at once that it is back.
        const looked = await look(api, session, underWay, server.isAway ? 0 : waitSeconds)
        server.answered()
        answeredAt = performance.now()
        state = noteChange(out, state, looked)
        for (const request of looked.requests) {
          underWay.add(request.id)
          onDelivery(headerOf(request, 'x-pt-delivery-id') ?? '')
          void handle(options, session, request).finally(() => underWay.delete(request.id))
        }
      } catch (error) {
        if (stopping.aborted) break
        if (error instanceof ApiError && error.status === 404) {
          // Asleep for longer than the server waits: a new one. Otherwise somebody ended it.
          if (performance.now() - answeredAt < session.ends_after_seconds * 1_000) {
            out.note('The session was ended from elsewhere.')
            return false
          }
          options.request.secret = session.secret
          session = await open(options)
          answeredAt = performance.now()
          continue
        }
        await server.waitAfter(error, 'what arrives meanwhile waits there.')
      }
    }
    return true
  } finally {
    await options.tidyApi.call('DELETE', `/webhooks/listen-sessions/${session.id}`).catch(() => undefined)
  }
}

async function open({ api, out, request, target }: ListenOptions): Promise<ListenSession> {
  const session: ListenSession = await api.call('POST', '/webhooks/listen-sessions', request)
  out.note(`${session.events.join(', ')} -> ${target.href}`)
  out.note(`Signed with ${session.secret} (subscription ${session.subscription})`)
  out.note('Waiting for deliveries. r sends the last one again, Ctrl-C ends it.')
  return session
}

function look(api: Api, session: ListenSession, underWay: Set<string>, heldSeconds: number): Promise<ListenRequests> {
  const query = new URLSearchParams({ wait_seconds: String(heldSeconds), except: [...underWay].join(',') })
  return api.call('GET', `/webhooks/listen-sessions/${session.id}/requests?${query}`)
}

async function handle(options: ListenOptions, session: ListenSession, request: ListenRequest): Promise<void> {
  const { api, out, stopping, target } = options
  const delivery = { headers: request.headers, body: Buffer.from(request.body, 'base64') }
  const forwarded = await forwardRequest(target, delivery, { deadlineMs: session.answer_within_ms, stopping })
  if (stopping.aborted) return
  const { json, text } = resultLine(request, forwarded)
  const answer = { request: request.id, ...answerOf(target, forwarded) }
  // Once more: the server may just have been restarted. Otherwise it gives the request again.
  const say = (): Promise<void> => api.call('POST', `/webhooks/listen-sessions/${session.id}/answers`, answer)
  await say()
    .catch(say)
    .catch((error: Error) => out.note(`The answer could not be handed over: ${error.message}`))
  out.result(json, text)
}

async function resend({ api, out }: ListenOptions, delivery: string): Promise<void> {
  await api.call('POST', `/webhooks/deliveries/${delivery}/redeliver`).then(
    () => out.note(`${delivery} is sent again.`),
    (error: Error) => out.note(`It cannot be sent again: ${error.message}`),
  )
}

function noteChange(out: Output, former: string, now: ListenRequests): string {
  const state = `${now.status} ${now.circuit}`
  if (state === former) return state
  const reason = now.status_reason ? ` (${now.status_reason})` : ''
  out.note(
    now.status !== 'active'
      ? `The subscription is ${now.status}${reason}: nothing arrives until it is resumed.`
      : now.circuit !== 'closed'
        ? 'Too many failures: the circuit is open, and only probes arrive until one succeeds.'
        : 'Deliveries arrive again.',
  )
  return state
}
