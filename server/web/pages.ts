import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The portal's pages, as built by `next build`. Loaded late, because Next reads NODE_ENV when it is imported. `dev`
 * compiles pages on demand instead, for people who work on the portal itself.
 */
export async function openPages(options: { host: string; port: number; dev: boolean }) {
  const { default: next } = await import('next')
  const app = next({ dev: options.dev, dir: projectFolder, hostname: options.host, port: options.port, quiet: true })
  await app.prepare()
  const handler = app.getRequestHandler()
  return {
    handle: (request: IncomingMessage, response: ServerResponse) => handler(request, response),
    close: () => app.close(),
  }
}
