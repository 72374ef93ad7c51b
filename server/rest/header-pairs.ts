import type { IncomingMessage } from 'node:http'

/** Names and values in the order and letter case received. `incoming`: node:http's request, which alone still knows them. */
export function headerPairs(incoming: IncomingMessage | undefined, request: Request): [string, string][] {
  if (!incoming) return [...request.headers]
  const raw = incoming.rawHeaders
  // node:http gives names and values in turn.
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[index * 2] as string, raw[index * 2 + 1] as string])
}
