import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll } from 'vitest'
import { setPublicUrl } from '../server/platform/public-url.ts'
import { trustedProxies } from '../server/rest/client-address.ts'
import { openRest, type Rest } from '../server/rest/open-rest.ts'
import { frameAncestorsOf } from '../server/web/frame-ancestors.ts'
import { createRequestListener } from '../server/web/handle-request.ts'
import { createNativeApp } from '../server/web/native-app.ts'
import { createPortalRuntime } from '../server/web/portal-runtime.ts'
import type { PortalRuntime } from '../server/web/runtime.ts'
import { serve, type WebServer } from '../server/web/serve.ts'

export interface Portal {
  readonly origin: string
  readonly runtime: PortalRuntime
}

/**
 * The web process on a real socket over the file's database, without Next: a page is the word "page". `publicUrl`: what
 * people are told; the socket itself is plain http in any case.
 */
export function usePortal(database: { readonly url: string }, options: { publicUrl?: string } = {}): Portal {
  let web: WebServer | undefined
  let rest: Rest | undefined
  let runtime: PortalRuntime | undefined
  beforeAll(async () => {
    const opened = openRest({ databaseUrl: database.url, proxies: ['127.0.0.1'] })
    rest = opened
    web = await serve({
      host: '127.0.0.1',
      port: 0,
      async createListener({ port }) {
        const publicUrl = options.publicUrl ?? `http://127.0.0.1:${port}`
        setPublicUrl(publicUrl)
        const made = createPortalRuntime({
          publicUrl,
          signInCommand: 'npm run sign-in-link',
          authSecret: 'a secret of at least 32 characters',
        })
        runtime = made
        const native = createNativeApp({ runtime: made, rest: opened.app })
        const listener = createRequestListener({
          publicUrl,
          proxies: trustedProxies(['127.0.0.1']),
          frameAncestors: (request) => frameAncestorsOf(request, made),
          native: getRequestListener(native.fetch, { overrideGlobalObjects: false }),
          pages: async (_, response) => void response.end('page'),
        })
        return { listener, close: async () => undefined }
      },
    })
  })
  afterAll(async () => {
    await web?.close()
    await rest?.close()
  })
  return {
    get origin() {
      return `http://127.0.0.1:${web?.port}`
    },
    get runtime() {
      if (!runtime) throw new Error('The portal exists from the first beforeAll on.')
      return runtime
    },
  }
}
