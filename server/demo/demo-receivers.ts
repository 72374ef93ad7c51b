import type { AttemptError } from '../contract/delivery.ts'
import type { Random } from './random.ts'

/** What a receiver made of one request. */
export interface DemoAnswer {
  code: number | null
  error: AttemptError | null
  detail: string | null
  body: string
  /** From the open connection to the last header. */
  waitMs: number
}

/** One integration of the demo tenant and how its receiver behaves. Days count back from today, in UTC; hours are of that day. */
export interface DemoReceiver {
  name: string
  path: string
  events: string[]
  /** The schedule of its retries in seconds; left out: the default. */
  retry?: number[]
  sinceDay: number
  paused?: { day: number; hour: number }
  /** It says 410 then. */
  goneOn?: { day: number; hour: number }
  rotated?: { day: number; hour: number }
  /** `daysAgo`: days before today, with a fraction. */
  answer(random: Random, daysAgo: number): DemoAnswer
}

const answered = (code: number, body: string, waitMs: number): DemoAnswer => ({
  code,
  error: code < 300 ? null : 'http_error',
  detail: null,
  body,
  waitMs,
})
const ok = (waitMs: number): DemoAnswer => answered(200, '{"ok":true}', waitMs)
const broken = (error: AttemptError, detail: string, waitMs: number): DemoAnswer => ({
  code: null,
  error,
  detail,
  body: '',
  waitMs,
})

/** The deadline of an attempt. */
export const deadlineMs = 15_000

export const demoReceivers: DemoReceiver[] = [
  { name: 'Search index', path: 'search', events: ['*'], sinceDay: 31, answer: (r) => ok(r.between(6, 24)) },
  {
    name: 'CRM sync',
    path: 'crm',
    events: ['memory.*', 'tag.added'],
    sinceDay: 31,
    answer: (r) =>
      r.chance(0.015)
        ? broken('timeout', 'No complete answer within 15 seconds.', deadlineMs)
        : ok(r.between(900, 2600) + (r.chance(0.1) ? r.between(1500, 5000) : 0)),
  },
  {
    name: 'Calendar',
    path: 'calendar',
    events: ['event.detected', 'tag.added'],
    sinceDay: 31,
    answer: (r) => {
      if (r.chance(0.84)) return ok(r.between(25, 160))
      if (r.chance(0.6)) return answered(502, '<html><h1>502 Bad Gateway</h1></html>', r.between(40, 300))
      if (r.chance(0.6)) return answered(500, '{"error":"database is locked"}', r.between(60, 900))
      return broken('connection_reset', 'The connection was closed before the answer was complete.', r.between(5, 60))
    },
  },
  {
    name: 'Data warehouse',
    path: 'warehouse',
    events: ['*'],
    sinceDay: 31,
    // Nothing listened from 08:10 to 14:40 twelve days ago.
    answer: (r, daysAgo) =>
      daysAgo > 11.389 && daysAgo < 11.66
        ? broken('connection_refused', 'Nothing listens at the address.', r.between(1, 4))
        : ok(r.between(70, 240)),
  },
  {
    name: 'Notifications',
    path: 'notify',
    events: ['memory.created', 'event.detected'],
    sinceDay: 31,
    rotated: { day: 1, hour: 22 },
    answer: (r) => (r.chance(0.004) ? answered(503, '{"error":"deploying"}', r.between(5, 20)) : ok(r.between(15, 70))),
  },
  {
    name: 'Legacy importer',
    path: 'import/v1',
    events: ['import.completed', 'memory.updated'],
    retry: [30, 300],
    sinceDay: 4,
    answer: (r) => answered(404, '{"message":"no route /import/v1"}', r.between(12, 50)),
  },
  {
    name: 'Billing',
    path: 'billing',
    events: ['import.completed', 'memory.created'],
    sinceDay: 26,
    // Its certificate ran out yesterday at 09:36.
    answer: (r, daysAgo) =>
      daysAgo < 0.6 ? broken('tls_error', 'The certificate has expired.', r.between(20, 45)) : ok(r.between(40, 120)),
  },
  {
    name: 'Analytics staging',
    path: 'staging/analytics',
    events: ['tag.added', 'import.completed'],
    sinceDay: 14,
    paused: { day: 1, hour: 9 },
    answer: (r) => ok(r.between(30, 110)),
  },
  {
    name: 'Old mobile backend',
    path: 'mobile/v2/hooks',
    events: ['memory.*'],
    sinceDay: 31,
    goneOn: { day: 9, hour: 11 },
    // From 11:00 nine days ago.
    answer: (r, daysAgo) =>
      daysAgo <= 9 - 11 / 24 ? answered(410, 'Gone', r.between(20, 40)) : ok(r.between(45, 190)),
  },
]
