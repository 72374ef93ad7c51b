import type { Attempt, Delivery } from '../../server/contract/delivery.ts'

type Headers = Attempt['request']['headers']
type Body = Attempt['request']['body']

/** The attempts of a delivery as HTTP Archive 1.2 (w3c.github.io/web-performance/specs/HAR), which browsers and proxies open. */
export function harOf(delivery: Delivery) {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Postrider', version: '1' },
      comment: `Delivery ${delivery.id} of event ${delivery.event}`,
      entries: delivery.attempts.map(entryOf),
    },
  }
}

function entryOf(attempt: Attempt) {
  const { request, response } = attempt
  const sent = textOf(request.body)
  return {
    startedDateTime: attempt.started_at,
    time: attempt.duration_ms,
    request: {
      method: 'POST',
      url: attempt.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(request.headers),
      queryString: [...new URL(attempt.url).searchParams].map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: request.body && !request.body.truncated ? new Blob([sent]).size : -1,
      ...(request.body && {
        postData: { mimeType: 'application/json', params: [], text: sent, ...cutNote(request.body) },
      }),
    },
    response: {
      // 0: there was no answer.
      status: attempt.code ?? 0,
      statusText: attempt.error ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(response.headers),
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      content: {
        size: response.body?.text.length ?? 0,
        mimeType: headerOf(response.headers, 'content-type') ?? 'application/octet-stream',
        text: textOf(response.body),
        ...(response.body?.encoding === 'base64' && { encoding: 'base64' }),
        ...cutNote(response.body),
      },
    },
    cache: {},
    timings: timingsOf(attempt),
    ...(attempt.remote_address && { serverIPAddress: addressOf(attempt.remote_address) }),
    comment: [`${attempt.id}, run ${attempt.run}, attempt ${attempt.attempt}`, attempt.error_detail]
      .filter(Boolean)
      .join(': '),
  }
}

const textOf = (body: Body): string => body?.text ?? ''

const cutNote = (body: Body) => (body?.truncated ? { comment: 'Cut off: only the beginning is kept.' } : {})

function headersOf(headers: Headers): { name: string; value: string }[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: one })),
  )
}

function headerOf(headers: Headers, name: string): string | undefined {
  return headersOf(headers).find((header) => header.name.toLowerCase() === name)?.value
}

/** -1: not measured. In HAR `connect` includes `ssl`. */
function timingsOf({ dns_ms: dns, connect_ms: connect, tls_ms: ssl, ttfb_ms: wait, duration_ms: total }: Attempt) {
  const before = (dns ?? 0) + (connect ?? 0) + (ssl ?? 0) + (wait ?? 0)
  return {
    blocked: -1,
    dns: dns ?? -1,
    connect: connect === null ? -1 : connect + (ssl ?? 0),
    ssl: ssl ?? -1,
    send: 0,
    wait: wait ?? Math.max(0, total - before),
    receive: wait === null ? 0 : Math.max(0, total - before),
  }
}

/** `192.0.2.1:443` and `[2001:db8::1]:443` without the port. */
const addressOf = (remote: string): string => remote.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
