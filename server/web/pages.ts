import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { logger } from '../platform/logger.ts'

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** The portal's pages, as built by `next build`. Loaded late, because Next reads NODE_ENV when it is imported. */
export async function openPages(address: { host: string; port: number }) {
  const { default: next } = await import('next')
  const app = next({ dev: false, dir: projectFolder, hostname: address.host, port: address.port, quiet: true })
  await withConsoleLogged(() => app.prepare())
  const handler = app.getRequestHandler()
  return {
    handle: (request: IncomingMessage, response: ServerResponse) => handler(request, response),
    close: () => app.close(),
  }
}

/** Next tells the console how long it read its configuration, quiet or not: no line of a log, and no news in a terminal. */
async function withConsoleLogged(run: () => Promise<void>): Promise<void> {
  const { log } = console
  console.log = (...words: unknown[]) => logger.debug(stripVTControlCharacters(words.join(' ')))
  try {
    await run()
  } finally {
    console.log = log
  }
}
