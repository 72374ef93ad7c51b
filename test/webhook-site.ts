import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

interface Token {
  /** As they were given: default_status, default_content, default_content_type, timeout in seconds. */
  answers: Record<string, unknown>
  /** Newest first. */
  requests: Record<string, unknown>[]
}

/** A server that speaks the API of webhook.site as it is documented. */
export interface WebhookSiteServer extends AsyncDisposable {
  /** Without a slash at its end. */
  base: string
  tokens: Map<string, Token>
  /** API keys that calls came with. */
  keysSeen: Set<string | undefined>
  /** A token that has so many answers 410, as one that is gone. */
  maxRequests: number
  /** What it answers to calls of its API instead; null: what is right. */
  trouble: { status: number; body: string } | null
}

interface Answer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

/** On a free port of this machine. `maxRequests`: as the open edition has it. */
export async function startWebhookSite({ maxRequests } = { maxRequests: 500 }): Promise<WebhookSiteServer> {
  const tokens: WebhookSiteServer['tokens'] = new Map()
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body, headers }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const site: WebhookSiteServer = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    maxRequests,
    keysSeen: new Set(),
    trouble: null,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', site.base)
    const content = await bodyOf(request)
    const [, first = '', id = '', what] = url.pathname.split('/')
    if (first !== 'token') return capture(first, request, url, content)
    site.keysSeen.add(request.headers['api-key'] as string | undefined)
    if (site.trouble) return site.trouble
    if (request.method === 'POST') {
      const uuid = randomUUID()
      tokens.set(uuid, { answers: JSON.parse(content), requests: [] })
      return { status: 201, body: { uuid, ...JSON.parse(content) } }
    }
    const token = tokens.get(id)
    if (!token) return { status: 404, body: { success: false } }
    if (what === 'requests') return { status: 200, body: pageOf(token, url) }
    if (what === 'request') token.requests = []
    else if (request.method === 'PUT') token.answers = JSON.parse(content)
    else if (request.method === 'DELETE') tokens.delete(id)
    return request.method === 'DELETE' ? { status: 204, body: null } : { status: 200, body: token.answers }
  }

  async function capture(id: string, request: IncomingMessage, url: URL, content: string): Promise<Answer> {
    const token = tokens.get(id)
    if (!token || token.requests.length >= site.maxRequests) return { status: 410, body: { success: false } }
    const uuid = randomUUID()
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat()]))
    const created_at = new Date().toISOString().slice(0, 19).replace('T', ' ')
    const { method } = request
    token.requests.unshift({ uuid, token_id: id, method, ip: '127.0.0.1', content, headers, url: url.href, created_at })
    const { default_status, default_content, default_content_type, timeout } = token.answers
    await delay(Number(timeout) * 1_000)
    return {
      status: Number(default_status),
      body: default_content,
      headers: { 'content-type': String(default_content_type), 'x-request-id': uuid, 'x-token-id': id },
    }
  }

  return site
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function pageOf({ requests }: Token, { searchParams }: URL): object {
  const [page, per_page] = [Number(searchParams.get('page')), Number(searchParams.get('per_page'))]
  const data = requests.slice((page - 1) * per_page, page * per_page)
  const is_last_page = page * per_page >= requests.length
  return { data, total: requests.length, per_page, current_page: page, is_last_page }
}
