import { type AddressLists, addressEntryFault } from './address-list.ts'
import { compileRestriction, judgeUrl, type RefusalReason } from './judge-target.ts'
import type { OutboundPolicy } from './outbound-policy.ts'

export type UrlVerdict = { ok: true } | { ok: false; reason: RefusalReason; message: string }

/** Longer ones break proxies and logs on the way. */
const maxUrlLength = 2048

/**
 * Judges a URL when it is saved, as a courtesy: it spares people a subscription that could never receive. What keeps
 * deliveries out of private networks is the judgement of the addresses when they are dialled.
 *
 * `lists`: of the tenant and of the subscription, in this order. Their entries are judged too.
 */
export function checkUrl(policy: OutboundPolicy, url: string, ...lists: readonly AddressLists[]): UrlVerdict {
  for (const entry of lists.flatMap((list) => [...list.allow, ...list.deny])) {
    const fault = addressEntryFault(entry)
    if (fault !== null) return refuse('malformed', fault)
  }
  if (url.length > maxUrlLength) return refuse('malformed', `A URL may have ${maxUrlLength} characters at most.`)
  // `localhost:4000/hooks` is a URL of the scheme `localhost:` to a parser, and `example.com/hooks` none.
  if (/^[\w-]+(\.[\w-]+)*(:\d+)?([/?#]|$)/.test(url) && /[.:]/.test(url)) {
    const schemes = policy.plainHttp ? 'https:// or http://' : 'https://'
    return refuse('malformed', `Write ${schemes} in front of it: the URL has no scheme.`)
  }
  const port = /^[a-z]+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(url)?.[1]
  if (Number(port) > 65_535) return refuse('malformed', `There is no port ${port}: ports end at 65535.`)
  if (!URL.canParse(url)) return refuse('malformed', 'This is not an absolute URL such as https://example.com/hooks.')
  const refusal = judgeUrl(policy, new URL(url), lists.map(compileRestriction))
  if (refusal) return { ok: false, ...refusal }
  // URL parsers repair these, each in its own way, so that two of them may see two hosts.
  if (/[\s\\]/.test(url) || /\p{Cc}/u.test(url)) {
    return refuse('malformed', 'The URL may not hold white space, control characters or backslashes.')
  }
  return { ok: true }
}

function refuse(reason: RefusalReason, message: string): UrlVerdict {
  return { ok: false, reason, message }
}
