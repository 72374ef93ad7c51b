import { setTimeout } from 'node:timers/promises'
import type { FetchQueryOptions } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ask, type PortalQueries, patienceMs } from './portal-queries.ts'

/**
 * What a page of one thing is called: the thing, as soon as the answer is there that the page brings along, else its `kind`.
 * A tab has room for one word: what tells it from others comes first.
 */
export async function titleOf<Data>(
  kind: string,
  // biome-ignore lint/suspicious/noExplicitAny: every query has its own key and its own error
  question: (trpc: PortalQueries) => FetchQueryOptions<Data, any, Data, any>,
  name: (thing: NonNullable<Data>) => string,
): Promise<Metadata> {
  const thing = await Promise.race([ask(question), setTimeout(patienceMs, null)])
  return { title: thing == null ? kind : `${name(thing)} · ${kind}` }
}
