import { setTimeout } from 'node:timers/promises'
import { dehydrate, type FetchQueryOptions } from '@tanstack/react-query'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { createQueryClient } from '../components/trpc/query-client.ts'
import { portalRuntime } from '../server/web/runtime.ts'

/** Who asks for this page; asked once per request. */
const portalContext = cache(async () => portalRuntime().createContext({ headers: await headers() }))

/** Sends whoever is not signed in to the sign-in page, or to a page that says that the embedded portal is over. Procedures check again for themselves. */
export async function requireViewer() {
  const context = await portalContext()
  if (context.viewer && context.actor) return context.viewer
  const { hasEmbeddedCookie, signInPath } = portalRuntime()
  redirect(hasEmbeddedCookie(context.cookieHeader) ? '/embed/ended' : signInPath(await headers()))
}

export async function isSignedIn(): Promise<boolean> {
  return (await portalContext()).actor !== null
}

const proxy = cache(() => {
  const queryClient = createQueryClient()
  const trpc = createTRPCOptionsProxy({ router: portalRuntime().router, ctx: portalContext, queryClient })
  return { queryClient, trpc }
})

export type PortalQueries = ReturnType<typeof proxy>['trpc']

/**
 * The tenant whose things lists show: what was chosen last, as long as the person may see it. The browser asks with the
 * same (components/session/tenant-filter.ts), or it would ask again for what the page brought along.
 */
export const tenantFilter = cache(async (): Promise<{ tenant?: string }> => {
  const chosen = (await cookies()).get('postrider-tenant')?.value
  if (!chosen || (await portalContext()).actor?.tenantId) return {}
  const tenants = await ask((trpc) => trpc.me.tenants.queryOptions({ ids: [chosen] }))
  return tenants?.data.some(({ id }) => id === chosen) ? { tenant: chosen } : {}
})

/** What commands to paste name as their tenant; null: the reader's key is bound to one. */
export const tenantOfCommands = cache(async (): Promise<string | null> => {
  if ((await portalContext()).actor?.tenantId) return null
  return (await tenantFilter()).tenant ?? 'demo'
})

/** A page does not wait longer than this for its answers: it comes with what there is, and asks for the rest itself. */
export const patienceMs = 500

/**
 * Asks, on the server and all at once, what a page is going to ask, so that it arrives filled in. A question that fails or
 * takes long here is asked again by the browser, which then shows a skeleton, and why it failed.
 */
export async function prefetch(
  // biome-ignore lint/suspicious/noExplicitAny: every query has its own types, and none of them matters here
  ask: (trpc: PortalQueries) => FetchQueryOptions<any, any, any, any>[],
) {
  const { queryClient, trpc } = proxy()
  const answered = Promise.all(ask(trpc).map((options) => queryClient.prefetchQuery({ ...options, retry: false })))
  await Promise.race([answered, setTimeout(patienceMs)])
  return dehydrate(queryClient)
}

/** One question whose answer the next one needs; the page brings it along as well. Null where it failed. */
export async function ask<Data>(
  // biome-ignore lint/suspicious/noExplicitAny: every query has its own key and its own error
  question: (trpc: PortalQueries) => FetchQueryOptions<Data, any, Data, any>,
): Promise<Data | null> {
  const { queryClient, trpc } = proxy()
  return queryClient.fetchQuery({ ...question(trpc), retry: false }).catch(() => null)
}
