import { spanBefore, spanOf, statsQuery, timesOf } from '../components/overview/ranges.ts'
import { createPortalContext } from '../server/trpc/context.ts'
import { createCallerFactory } from '../server/trpc/procedures.ts'
import { appRouter } from '../server/trpc/router.ts'

type Caller = ReturnType<typeof callerOf>

/** The portal as an owner sees it; `tenantId`: of that tenant (uuid) alone, null for the operator. */
export function callerOf(tenantId: string | null) {
  const viewer = {
    kind: 'person' as const,
    sessionId: '0190a000-0000-7000-8000-000000000001',
    userId: '0190a000-0000-7000-8000-000000000002',
    email: 'bench@example.com',
    name: 'Bench',
    memberships: [{ tenantId, role: 'owner' as const }],
  }
  return createCallerFactory(appRouter)(
    createPortalContext({ viewer, cookieHeader: null, ip: '127.0.0.1', requestId: null }),
  )
}

export interface Question {
  page: string
  name: string
  ask: (caller: Caller) => Promise<unknown>
}

const limit = 50

/** Ids to filter by, and cursors of the second pages. */
interface FirstRows {
  subscription: string
  ids: string
  cursor: string
  alertCursor: string
}

/** What the pages with lists and numbers ask, with the filters that are costly. */
export function portalQuestions(first: FirstRows): Question[] {
  const now = Date.now()
  const { subscription, ids, cursor, alertCursor } = first
  const dayAgo = new Date(now - 86_400_000).toISOString()
  const question = (page: string, name: string, ask: Question['ask']): Question => ({ page, name, ask })
  return [
    question('deliveries', 'newest', (to) => to.deliveries.list({ limit })),
    question('deliveries', 'next page', (to) => to.deliveries.list({ limit, cursor })),
    ...(['undelivered', 'failed', 'waiting', 'retrying', 'held', 'cancelled'] as const).map((status) =>
      question('deliveries', `status ${status}`, (to) => to.deliveries.list({ limit, status })),
    ),
    question('deliveries', 'of a subscription', (to) => to.deliveries.list({ limit, subscription })),
    question('deliveries', 'of a type', (to) => to.deliveries.list({ limit, type: 'tag.added' })),
    question('deliveries', 'timed out', (to) => to.deliveries.list({ limit, error: 'timeout' })),
    question('deliveries', 'an attempt timed out', (to) => to.deliveries.list({ limit, attempt_error: 'timeout' })),
    question('deliveries', 'code no one answered', (to) => to.deliveries.list({ limit, code: '418' })),
    question('deliveries', 'code 5xx', (to) => to.deliveries.list({ limit, code_class: '5xx' })),
    question('deliveries', 'no answer', (to) => to.deliveries.list({ limit, code_class: 'none' })),
    question('deliveries', 'class no one answered', (to) => to.deliveries.list({ limit, code_class: '3xx' })),
    question('deliveries', 'failed, no answer', (to) =>
      to.deliveries.list({ limit, status: 'failed', code_class: 'none' }),
    ),
    question('deliveries', 'before yesterday', (to) => to.deliveries.list({ limit, before: dayAgo })),
    question('events', 'newest', (to) => to.events.list({ limit })),
    question('events', 'of a type', (to) => to.events.list({ limit, type: 'tag.added' })),
    question('events', 'by correlation id', (to) => to.events.list({ limit, correlation_id: 'c-4711' })),
    question('events', 'by a correlation id nobody has', (to) => to.events.list({ limit, correlation_id: 'nobody' })),
    question('dead letters', 'newest', (to) => to.deadLetters.list({ limit })),
    question('dead letters', 'by reason', (to) => to.deadLetters.list({ limit, error: 'http_error' })),
    question('dead letters', 'groups', (to) => to.deadLetters.groups({})),
    question('dead letters', 'count', (to) => to.deadLetters.count({})),
    question('subscriptions', 'list', (to) => to.subscriptions.list({ limit })),
    question('subscriptions', 'by a part of the URL', (to) => to.subscriptions.list({ limit, search: 'receiver-2' })),
    question('subscriptions', 'by what none says', (to) => to.subscriptions.list({ limit, search: 'nobody' })),
    question('subscriptions', 'last 24 hours of 50', (to) => to.stats.subscriptions({ ids })),
    question('overview', 'now', (to) => to.stats.now({})),
    ...(['1h', '24h', '7d', '30d'] as const).flatMap((range) => {
      const span = spanOf({ range, from: null, to: null }, now)
      return [
        question('overview', `${range}`, (to) => to.stats.get(statsQuery(span))),
        question('overview', `${range} before`, (to) => to.stats.get(statsQuery(spanBefore(span)))),
        question('overview', `${range}, failing most`, (to) => to.stats.top({ ...timesOf(span), by: 'subscription' })),
        question('overview', `${range}, types`, (to) => to.stats.top({ ...timesOf(span), by: 'type' })),
        question('overview', `${range}, marks`, (to) => to.stats.marks(timesOf(span))),
      ]
    }),
    question('overview', 'three days of one’s own', (to) =>
      to.stats.get({
        from: new Date(now - 3 * 86_400_000).toISOString(),
        to: new Date(now).toISOString(),
        bucket: 'hour',
      }),
    ),
    question('overview', 'six hours of yesterday', (to) =>
      to.stats.get({
        from: new Date(now - 30 * 3_600_000).toISOString(),
        to: new Date(now - 24 * 3_600_000).toISOString(),
        bucket: 'minute',
      }),
    ),
    question('overview', '30d of a subscription', (to) =>
      to.stats.get({ ...statsQuery(spanOf({ range: '30d', from: null, to: null }, now)), subscription }),
    ),
    question('replays', 'list', (to) => to.replays.list({ limit })),
    question('alerts', 'open', (to) => to.alerts.list({ limit, open: 'true' })),
    question('alerts', 'next page', (to) => to.alerts.list({ limit, cursor: alertCursor })),
    question('tenants', 'by a part of the name', (to) => to.me.tenants({ search: 'Tenant 4' })),
    question('tenants', 'by what none is called', (to) => to.me.tenants({ search: 'nobody' })),
    question('audit', 'list', (to) => to.audit.list({ limit })),
  ]
}
