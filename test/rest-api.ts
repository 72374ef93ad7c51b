import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll } from 'vitest'
import { createKey } from '../server/api-keys/create-key.ts'
import type { Input } from '../server/contract/operations.ts'
import { scopes } from '../server/contract/scopes.ts'
import { systemActor } from '../server/platform/actor.ts'
import { openRest, type Rest } from '../server/rest/open-rest.ts'

export interface RestCall {
  key?: string | undefined
  /** Sent as JSON; a string or bytes are sent as they are. */
  body?: unknown
  headers?: Record<string, string>
  /** Address of the caller, as a trusted proxy names it. */
  ip?: string
}

export interface RestAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  json: any
}

export interface RestServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  call(method: string, path: string, call?: RestCall): Promise<RestAnswer>
  close(): Promise<void>
}

/** The REST API on a real socket, over the process's database. */
export async function startRest(databaseUrl: string): Promise<RestServer> {
  const rest: Rest = openRest({ databaseUrl, proxies: ['127.0.0.1'] })
  const server: Server = createServer(getRequestListener(rest.app.fetch, { overrideGlobalObjects: false }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    call: (method, path, call) => callRest(origin, method, path, call),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rest.close()
    },
  }
}

/** The same, started before the file's first test and stopped after its last. */
export function useRest(database: { readonly url: string }): RestServer {
  let started: RestServer | undefined
  const server = () => {
    if (!started) throw new Error('The server exists from the first beforeAll on.')
    return started
  }
  beforeAll(async () => {
    started = await startRest(database.url)
  })
  afterAll(() => started?.close())
  return {
    get origin() {
      return server().origin
    },
    call: (method, path, call) => server().call(method, path, call),
    close: () => server().close(),
  }
}

/** One call of the API at `origin`, whatever process serves it. */
export async function callRest(origin: string, method: string, path: string, call: RestCall = {}): Promise<RestAnswer> {
  const { key, body, ip } = call
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(origin + path, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ip === undefined ? {} : { 'x-forwarded-for': ip }),
      ...call.headers,
    },
    body: body === undefined ? null : isRaw ? (body as string) : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text === '' ? null : JSON.parse(text) }
}

/** A key with every scope unless said otherwise. */
export async function makeKey(input: Partial<Input<'createKey'>> = {}): Promise<string> {
  const created = await createKey(systemActor, {
    name: 'Test key',
    scopes: [...scopes],
    allowed_ips: [],
    require_signature: false,
    ...input,
  })
  return created.key
}
