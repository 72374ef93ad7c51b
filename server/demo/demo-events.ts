import { toId } from '../contract/ids.ts'
import { eventBody } from '../events/event-body.ts'
import { demoData, demoType } from './demo-data.ts'
import { randomOf } from './random.ts'

export interface DemoEvent {
  id: string
  ms: number
  type: string
  version: string
  body: Buffer
  occurredAt: string
  correlationId: string
  idempotencyKey: string
}

export const demoDays = 30
const dayMs = 86_400_000
const perDay = 300

/** How busy an hour of the day is, in UTC: an office and its evening. */
const busyness = (hour: number): number => 0.25 + Math.max(0, Math.sin(((hour - 5) / 17) * Math.PI)) * 1.35

/** Everything that was published from 30 days before `todayMs` (midnight, UTC) until `nowMs`, in order. `tenant`: its uid. */
export function demoEvents(tenant: string, todayMs: number, nowMs: number): DemoEvent[] {
  const random = randomOf('events')
  const events: DemoEvent[] = []
  let ms = todayMs - demoDays * dayMs
  for (;;) {
    const hour = (ms % dayMs) / 3_600_000
    const weekday = new Date(ms).getUTCDay()
    const pace = busyness(hour) * (weekday === 0 || weekday === 6 ? 0.45 : 1)
    // Exponential gaps: what many people do independently comes in no rhythm.
    ms += Math.max(3, Math.round((-Math.log(1 - random.next()) * dayMs) / (perDay * pace)))
    if (ms >= nowMs) return events
    const type = demoType(random)
    const id = random.uuid(ms)
    const correlationId = `req-${Math.floor(random.next() * 1e12).toString(36)}`
    const occurredAt = new Date(ms - Math.floor(random.between(5, 400))).toISOString()
    const data = Buffer.from(JSON.stringify(demoData(type.example, random, ms)))
    events.push({
      id,
      ms,
      type: type.name,
      version: type.version,
      body: eventBody({
        id: toId('event', id),
        type: type.name,
        version: type.version,
        occurredAt,
        tenant,
        correlationId,
        test: false,
        data,
      }),
      occurredAt,
      correlationId,
      idempotencyKey: `note-${events.length + 10_000}`,
    })
  }
}
