/** What a route answers, before it becomes a Response. Plain headers: they go to node:http without a Headers object. */
export interface Answer {
  status: number
  body: string | null
  headers: Record<string, string>
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    body: JSON.stringify(value),
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  }
}
