import type { Attempt, Delivery } from '../../server/contract/delivery.ts'
import { isWaiting } from '../../server/contract/delivery-words.ts'
import { duration } from '../time/time-text.ts'

export interface Diagnosis {
  what: string
  advice: string
}

type Failed = Pick<Attempt, 'code' | 'error' | 'error_detail' | 'duration_ms' | 'remote_address'>

const byCode: Record<number, Diagnosis> = {
  400: {
    what: 'The receiver did not understand the request (400).',
    advice: 'Its answer below often says why. Check that it takes JSON in the shape of the event type.',
  },
  401: {
    what: 'The receiver refused the request as not authenticated (401).',
    advice: 'It probably verifies with another secret. Compare it with the one under Signing, or rotate.',
  },
  403: {
    what: 'The receiver refused the request (403).',
    advice: 'A wrong signing secret, or a firewall or bot filter in front of the receiver.',
  },
  404: {
    what: 'There is nothing at this path (404).',
    advice: 'Check the URL of the subscription. The server answers, the route does not exist.',
  },
  405: {
    what: 'The path does not take POST requests (405).',
    advice: 'Deliveries are POST requests. Check the path and the methods of the route.',
  },
  408: { what: 'The receiver gave up waiting for the request (408).', advice: 'Usually passes by itself.' },
  410: {
    what: 'The receiver says that it is gone for good (410).',
    advice:
      'The subscription was disabled, as receivers ask for with this code. If that was a mistake, it can be resumed.',
  },
  413: {
    what: 'The request is too large for the receiver (413).',
    advice: 'Raise its body limit: an event may have 1 MiB, a batch 4 MiB.',
  },
  415: { what: 'The receiver does not take JSON here (415).', advice: 'Let the route accept application/json.' },
  429: {
    what: 'The receiver asks to slow down (429).',
    advice: 'Its Retry-After holds the whole subscription. A rate limit under Settings avoids it.',
  },
  503: {
    what: 'The receiver says that it is not available (503).',
    advice: 'Overloaded or being deployed, most of the time. A Retry-After of its holds the whole subscription.',
  },
}

/** What went wrong in plain words, and what to do. Null for a success. */
export function diagnose(attempt: Failed): Diagnosis | null {
  const { code, error } = attempt
  switch (error) {
    case null:
      return null
    case 'http_error':
      return (code !== null && byCode[code]) || httpDiagnosis(code)
    case 'timeout':
      return {
        what: `No complete answer within ${duration(attempt.duration_ms)}.`,
        advice:
          'Answer first and work afterwards: put the event into a queue and return 2xx at once. Or raise the timeout.',
      }
    case 'connection_refused':
      return {
        what: `Nothing listens at ${attempt.remote_address ?? 'the address'}.`,
        advice: 'Is the receiver running, and on this port? Behind a firewall, let the port through.',
      }
    case 'connection_reset':
      return {
        what: 'The connection was cut before the answer was complete.',
        advice: 'The receiver, or a proxy before it, crashed or closed too early. Its log at this time should say why.',
      }
    case 'dns_error':
      return {
        what: 'The name of the host could not be resolved.',
        advice: 'Check the host in the URL and its DNS records.',
      }
    case 'tls_error':
      return {
        what: 'No trusted encrypted connection could be made.',
        advice: 'An expired, self-signed or incomplete certificate, or another host name. The detail below names it.',
      }
    case 'blocked':
      return {
        what: 'Postrider refuses to send to this address.',
        advice: 'It is private, reserved or denied. An operator can open it with OUTBOUND_ALLOW.',
      }
    case 'redirect_refused':
      return {
        what: `The receiver redirects elsewhere (${code ?? '3xx'}).`,
        advice: 'Redirects are never followed. Put the final URL into the subscription.',
      }
    case 'response_invalid':
      return {
        what: 'The answer is not valid HTTP.',
        advice: 'Something else than a web server may listen on this port.',
      }
    case 'interrupted':
      return {
        what: 'Postrider was stopped during this attempt.',
        advice: 'Whether the receiver got it is unknown; receivers tell twins by the event id.',
      }
  }
}

function httpDiagnosis(code: number | null): Diagnosis {
  if (code !== null && code >= 500)
    return {
      what: `The receiver failed (${code}).`,
      advice: 'Its log at this time should say why.',
    }
  return { what: `The receiver refused the request (${code ?? 'no code'}).`, advice: 'Its answer below may say why.' }
}

/** What becomes of a delivery after its last attempt failed. Null where nothing is left to say. */
export function whatFollows({
  status,
  test,
  held_by: heldBy,
  attempt_count: attempts,
  max_attempts: most,
}: Pick<Delivery, 'status' | 'test' | 'held_by' | 'attempt_count' | 'max_attempts'>): string | null {
  if (heldBy) return 'It is tried again when nothing holds its subscription any more.'
  if (isWaiting(status)) return 'It is tried again by itself.'
  if (status !== 'failed') return null
  if (test) return 'A test is sent only once. A redelivery sends it again.'
  const end = attempts >= most ? 'Its attempts are used up.' : 'The three days it had are over.'
  return `${end} A redelivery sends it again.`
}
