import { z } from 'zod'

/** RFC 9110 section 5.6.2: a field name is a token. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/

/** Visible ASCII, spaces and tabs inside: no line break can begin another header. */
const value = /^[\x21-\x7e]([\x20-\x7e\t]{0,4094}[\x21-\x7e])?$/

/** What we set, what frames the message, and what speaks to the connection: not the subscriber's to say. */
const reservedNames = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'traceparent',
  'tracestate',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
])
const reservedPrefixes = ['x-pt-', 'webhook-', 'svix-', 'proxy-', 'sec-', 'x-forwarded-']

/** True when a delivery may not carry a header of this name from a subscriber. */
export function isReservedHeader(name: string): boolean {
  const lower = name.toLowerCase()
  return reservedNames.has(lower) || reservedPrefixes.some((prefix) => lower.startsWith(prefix))
}

const maxHeaders = 30

/** Headers that a subscriber adds to every request it gets. */
export const DeliveryHeaders = z
  .record(z.string(), z.string().max(4096))
  .superRefine((headers, context) => {
    const fault = (message: string, path: string[] = []) => context.addIssue({ code: 'custom', message, path })
    const names = Object.keys(headers)
    if (names.length > maxHeaders) fault(`must have at most ${maxHeaders} headers`)
    const seen = new Set<string>()
    for (const name of names) {
      if (!token.test(name)) fault('is not a valid header name', [name])
      else if (isReservedHeader(name)) fault('is a header that Postrider or the connection sets', [name])
      else if (seen.has(name.toLowerCase())) fault('appears twice: header names ignore case', [name])
      if (!value.test(headers[name] as string))
        fault('must have a value of 1 to 4,096 visible ASCII characters', [name])
      seen.add(name.toLowerCase())
    }
  })
  .meta({ description: 'Headers to add to every request.', example: { 'X-Team': 'search' } })
