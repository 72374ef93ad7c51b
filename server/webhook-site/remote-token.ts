import { z } from 'zod'
import { askSite, unavailable } from './ask-site.ts'
import { RemoteRequest } from './captured-request.ts'
import { type TokenAnswers, tokenSettings } from './token-settings.ts'
import type { WebhookSite } from './webhook-site.ts'

/** An inbox at webhook.site: its id there, which is also the last part of its URL. */
export async function createToken(site: WebhookSite, answers: TokenAnswers): Promise<string> {
  const answer = Token.safeParse(await askSite(site, 'POST', '/token', tokenSettings(answers)))
  if (!answer.success) throw unavailable(site, 'Its answer has no token. Check WEBHOOK_SITE_URL.')
  return answer.data.uuid
}

/** False: the token is over. */
export async function changeToken(site: WebhookSite, token: string, answers: TokenAnswers): Promise<boolean> {
  return (await askSite(site, 'PUT', `/token/${token}`, tokenSettings(answers))) !== null
}

/** With its requests. One that is over is as good as deleted. */
export async function deleteToken(site: WebhookSite, token: string): Promise<void> {
  await askSite(site, 'DELETE', `/token/${token}`)
}

/** Deletes its requests. False: the token is over. */
export async function clearToken(site: WebhookSite, token: string): Promise<boolean> {
  return (await askSite(site, 'DELETE', `/token/${token}/request`)) !== null
}

/** One page of its requests, newest first; `page` from 1. Null: the token is over. What cannot be understood is left out. */
export async function readTokenRequests(
  site: WebhookSite,
  token: string,
  page: number,
): Promise<{ requests: RemoteRequest[]; isLast: boolean } | null> {
  const answer = await askSite(site, 'GET', `/token/${token}/requests?sorting=newest&page=${page}&per_page=${perPage}`)
  if (answer === null) return null
  const { data, success } = Page.safeParse(answer)
  if (!success) throw unavailable(site, 'Its answer is no list of requests. Check WEBHOOK_SITE_URL.')
  const requests = data.data.slice(0, perPage).flatMap((each) => RemoteRequest.safeParse(each).data ?? [])
  return { requests, isLast: data.is_last_page ?? data.data.length < perPage }
}

/** Few, because bodies come whole. */
const perPage = 25

const Token = z.object({ uuid: z.guid() })
const Page = z.object({ data: z.array(z.unknown()), is_last_page: z.boolean().optional() })
