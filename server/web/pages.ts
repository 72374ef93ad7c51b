import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** The portal's pages, as built by `next build`. Loaded late, because Next reads NODE_ENV when it is imported. */
export async function openPages(address: { host: string; port: number }) {
  const { default: next } = await import('next')
  const app = next({ dev: false, dir: projectFolder, hostname: address.host, port: address.port, quiet: true })
  await app.prepare()
  const handler = app.getRequestHandler()
  return {
    handle: (request: IncomingMessage, response: ServerResponse) => handler(request, response),
    close: () => app.close(),
  }
}
