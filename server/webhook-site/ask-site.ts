import { PostriderError } from '../contract/errors.ts'
import { type GuardedRequest, guardedRequest } from '../outbound/guarded-request.ts'
import { OutboundFailure } from '../outbound/outbound-result.ts'
import type { WebhookSite } from './webhook-site.ts'

/** Shorter than what a transaction may last: creating an inbox may be part of one. */
const deadlineMs = 8_000
const maxBytes = 16 * 1024 * 1024

/**
 * One call of webhook.site's API. The JSON it answered, undefined where it answered none; null: what the path names is
 * over or was never there. Everything else throws `unavailable` with a sentence for people.
 */
export async function askSite(
  site: WebhookSite,
  method: GuardedRequest['method'],
  path: string,
  body: object | null = null,
): Promise<unknown> {
  const { status, text } = await request(site, method, path, body)
  if (status === 404 || status === 410) return null
  if (status === 401 || status === 403)
    throw unavailable(site, 'It does not accept our key. Check WEBHOOK_SITE_API_KEY.')
  if (status === 429) throw unavailable(site, 'It was asked too often. Wait a minute.')
  if (status < 200 || status >= 300) throw unavailable(site, `It answered ${status}. Check WEBHOOK_SITE_URL.`)
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw unavailable(site, 'Its answer is not JSON. Check WEBHOOK_SITE_URL.')
  }
}

/** `why`: a sentence, never text that the site chose. */
export function unavailable(site: WebhookSite, why: string): PostriderError {
  return new PostriderError('unavailable', `${site.url.host} could not do it. ${why}`)
}

async function request(
  site: WebhookSite,
  method: GuardedRequest['method'],
  path: string,
  body: object | null,
): Promise<{ status: number; text: string }> {
  const headers = {
    accept: 'application/json',
    'user-agent': 'Postrider/1',
    ...(body && { 'content-type': 'application/json' }),
    ...(site.apiKey !== null && { 'api-key': site.apiKey }),
  }
  const url = new URL(site.base + path)
  try {
    const text = body && JSON.stringify(body)
    return await guardedRequest({ method, url, headers, body: text, deadlineMs, maxBytes })
  } catch (error) {
    if (error instanceof OutboundFailure) throw unavailable(site, error.message)
    throw error
  }
}
