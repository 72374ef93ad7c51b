import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { IdentityProvider } from '../auth/identity-providers.ts'
import { setPublicUrl } from '../platform/public-url.ts'
import { trustedProxies } from '../rest/client-address.ts'
import { frameAncestorsOf } from './frame-ancestors.ts'
import { createRequestListener } from './handle-request.ts'
import { createNativeApp } from './native-app.ts'
import { openPages } from './pages.ts'
import { createPortalRuntime } from './portal-runtime.ts'
import { lendPortalRuntime } from './runtime.ts'
import { serve, type WebServer } from './serve.ts'

/** The web process without the process: REST, procedures and pages on one port. The database is open already. */
export async function startWeb(options: {
  host: string
  port: number
  /** Default: http://localhost and the port. */
  publicUrl: string | undefined
  signInCommand: string
  authSecret: string
  identityProviders: IdentityProvider[]
  rest: Hono
  /** Proxies whose X-Forwarded-For is believed: addresses and CIDR blocks. */
  proxies: readonly string[]
  /** Called when the port is known, before the first request is served. */
  onListening?: (address: { publicUrl: string }) => void
}): Promise<WebServer> {
  return await serve({
    host: options.host,
    port: options.port,
    async createListener(address) {
      const publicUrl = options.publicUrl ?? `http://localhost:${address.port}`
      setPublicUrl(publicUrl)
      options.onListening?.({ publicUrl })
      // next-auth takes the address of its own routes from here and from nowhere else.
      process.env.NEXTAUTH_URL = publicUrl
      const runtime = createPortalRuntime({
        publicUrl,
        signInCommand: options.signInCommand,
        authSecret: options.authSecret,
        identityProviders: options.identityProviders,
      })
      lendPortalRuntime(runtime)
      const native = createNativeApp({ runtime, rest: options.rest })
      const pages = await openPages(address)
      const listener = createRequestListener({
        publicUrl,
        proxies: trustedProxies(options.proxies),
        frameAncestors: (request) => frameAncestorsOf(request, runtime),
        native: getRequestListener(native.fetch, { overrideGlobalObjects: false }),
        pages: pages.handle,
      })
      return { listener, close: pages.close }
    },
  })
}
