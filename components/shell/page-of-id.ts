import { uuidOf } from '../../server/contract/ids.ts'

const pages = [
  { kind: 'delivery', what: 'the delivery', path: '/deliveries/' },
  { kind: 'event', what: 'the event', path: '/events/' },
  { kind: 'subscription', what: 'the subscription', path: '/subscriptions/' },
  { kind: 'replay', what: 'the replay', path: '/replays/' },
  { kind: 'inbox', what: 'the inbox', path: '/inboxes/' },
  { kind: 'batch', what: 'the deliveries of the batch', path: '/deliveries?batch=' },
] as const

/** The page of whatever an id names, for pasting into the command palette; null when the text is no such id. */
export function pageOfId(text: string): { what: string; href: string } | null {
  const id = text.trim()
  const page = pages.find(({ kind }) => uuidOf(kind, id) !== null)
  return page ? { what: page.what, href: page.path + id } : null
}
