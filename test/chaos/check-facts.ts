import type { Allowance, AttemptFact, DeliveryFact, Facts } from './facts.ts'
import type { ReceivedRequest } from './receiver-process.ts'

/** A lane looks after two seconds at the latest, and a takeover may come between. */
const overdueLimitSeconds = 15
/** The signature's time is the attempt's, in whole seconds; a journal is written a little before. */
const journalLeadMs = 2_000

export interface Verdict {
  /** Empty: everything holds. One sentence each, the same kind at most `shown` times. */
  violations: string[]
  figures: {
    accepted: number
    deliveries: number
    requests: number
    attempts: number
    interrupted: number
    duplicates: number
    waiting: number
  }
}

/** Judges a run. Pure: the same facts give the same verdict. */
export function checkFacts(facts: Facts, allowance: Allowance): Verdict {
  const complaints = new Complaints()
  const requests = groupBy(facts.requests, (request) => request.deliveryId)
  const attempts = groupBy(facts.attempts, (attempt) => attempt.deliveryId)
  const outstanding = new Set(facts.outstanding.map((row) => row.deliveryId))

  checkAccepted(facts, requests, complaints)
  checkForgery(facts, complaints)
  let duplicates = 0
  for (const delivery of facts.deliveries) {
    const logged = (attempts.get(delivery.id) ?? []).toSorted((a, b) => a.startedAt - b.startedAt)
    const received = requests.get(delivery.id) ?? []
    checkState(delivery, outstanding.has(delivery.id), logged, complaints)
    checkLog(delivery, logged, received, allowance, complaints)
    checkInterrupted(delivery, logged, allowance, complaints)
    duplicates += duplicatesOf(logged, received)
  }
  for (const { deliveryId, overdueSeconds } of facts.outstanding) {
    if (overdueSeconds !== null && overdueSeconds > overdueLimitSeconds)
      complaints.add('outstanding', `${deliveryId} is ${Math.round(overdueSeconds)} s overdue and nothing holds it.`)
  }
  for (const leftover of facts.leftovers) complaints.add('leftover', leftover)
  for (const complaint of facts.complaints) complaints.add('publisher', `A publisher was told: ${complaint}`)

  const interrupted = facts.attempts.filter((attempt) => attempt.error === 'interrupted').length
  const limit = (name: string, found: number, most: number): void => {
    if (found > most) complaints.add(name, `${found}, the fault explains ${most}.`)
  }
  limit('duplicates', duplicates, allowance.duplicates)
  limit('interrupted attempts', interrupted, allowance.interrupted)
  limit('deliveries undecided', outstanding.size, allowance.waiting)
  return {
    violations: complaints.list(),
    figures: {
      accepted: facts.accepted.length,
      deliveries: facts.deliveries.length,
      requests: facts.requests.length,
      attempts: facts.attempts.length,
      interrupted,
      duplicates,
      waiting: outstanding.size,
    },
  }
}

/** Accepted and planned; what is called delivered was received; nobody's event is missing. */
function checkAccepted(facts: Facts, requests: Map<string, ReceivedRequest[]>, complaints: Complaints): void {
  const planned = new Map(
    facts.deliveries.map((delivery) => [`${delivery.eventId} ${delivery.subscriptionId}`, delivery]),
  )
  for (const { eventId, subscriptionIds } of facts.accepted) {
    for (const subscriptionId of subscriptionIds) {
      const delivery = planned.get(`${eventId} ${subscriptionId}`)
      if (!delivery) complaints.add('lost', `${eventId} was accepted, ${subscriptionId} has no delivery of it.`)
      else if (delivery.status === 'succeeded' && !requests.has(delivery.id))
        complaints.add('lost', `${delivery.id} is called succeeded, the receiver never got it.`)
    }
  }
  const pairs = new Set<string>()
  for (const delivery of facts.deliveries) {
    const pair = `${delivery.eventId} ${delivery.subscriptionId}`
    if (pairs.has(pair)) complaints.add('twice', `${pair} has two deliveries.`)
    pairs.add(pair)
  }
}

/** Nothing is delivered that was not accepted and planned, and everything is signed. */
function checkForgery(facts: Facts, complaints: Complaints): void {
  const events = new Set(facts.eventIds)
  const deliveries = new Map(facts.deliveries.map((delivery) => [delivery.id, delivery]))
  for (const request of facts.requests) {
    const delivery = deliveries.get(request.deliveryId)
    if (!delivery) complaints.add('forged', `${request.deliveryId} was received and is no delivery.`)
    for (const eventId of request.eventIds) {
      if (!events.has(eventId) || (delivery && delivery.eventId !== eventId))
        complaints.add('forged', `${eventId} was received in ${request.deliveryId} and does not belong there.`)
    }
    if (!request.signed)
      complaints.add('signature', `A request of ${request.deliveryId} is not signed as it should be.`)
  }
}

/** Exactly one final state, or an outstanding row that says it waits. */
function checkState(delivery: DeliveryFact, waits: boolean, logged: AttemptFact[], complaints: Complaints): void {
  const final = delivery.status !== 'pending' && delivery.status !== 'retrying'
  if (final && (waits || delivery.openRuns !== 0))
    complaints.add('state', `${delivery.id} is ${delivery.status} and still waits to be sent.`)
  if (!final && !waits) complaints.add('stuck', `${delivery.id} is ${delivery.status} and nothing will send it.`)
  const succeeded = logged.some((attempt) => attempt.error === null)
  if (delivery.status === 'succeeded' && !succeeded)
    complaints.add('state', `${delivery.id} is succeeded without an attempt that was.`)
  if (delivery.status !== 'succeeded' && succeeded)
    complaints.add('state', `${delivery.id} is ${delivery.status}, an attempt of it succeeded.`)
  const counted = logged.filter((attempt) => !attempt.probe).length
  if (delivery.attempts !== counted)
    complaints.add('count', `${delivery.id} counts ${delivery.attempts} attempts, its log has ${counted}.`)
}

/** Every request has its line in the log, and every line that says the receiver answered has its request. */
function checkLog(
  delivery: DeliveryFact,
  logged: AttemptFact[],
  received: ReceivedRequest[],
  allowance: Allowance,
  complaints: Complaints,
): void {
  const free = [...received]
  const take = (fits: (request: ReceivedRequest) => boolean): boolean => {
    const at = free.findIndex(fits)
    if (at === -1) return false
    free.splice(at, 1)
    return true
  }
  for (const attempt of logged.filter((line) => line.error !== 'interrupted')) {
    const found = take(
      (request) => request.attempt === attempt.attempt && request.t === Math.floor(attempt.startedAt / 1000),
    )
    if (!found && attempt.statusCode !== null)
      complaints.add('invented', `${delivery.id} has an answer in attempt ${attempt.attempt} to a request nobody got.`)
  }
  for (const attempt of logged.filter((line) => line.error === 'interrupted')) {
    take((request) => request.attempt === attempt.attempt && request.t * 1000 >= attempt.startedAt - journalLeadMs)
  }
  if (free.length > 0 && !allowance.lostJournals)
    complaints.add(
      'unlogged',
      `${delivery.id} was received ${received.length} times, ${free.length} of them not in the log.`,
    )
}

/** An interrupted attempt may or may not have arrived, so it never stands last; and only what has no result is marked. */
function checkInterrupted(
  delivery: DeliveryFact,
  logged: AttemptFact[],
  allowance: Allowance,
  complaints: Complaints,
): void {
  const marks = logged.filter((attempt) => attempt.error === 'interrupted')
  const isMarked = (result: AttemptFact): boolean =>
    marks.some(
      (mark) => mark.workerId === result.workerId && Math.abs(result.startedAt - mark.startedAt) < journalLeadMs,
    )
  if (!allowance.lateResults && logged.some((attempt) => attempt.error !== 'interrupted' && isMarked(attempt)))
    complaints.add('marked', `${delivery.id} has an attempt that was recorded and is marked interrupted too.`)
  if (delivery.status !== 'succeeded') return
  const mark = marks.at(-1)
  const later = logged.some((attempt) => attempt.error !== 'interrupted' && mark && attempt.startedAt >= mark.startedAt)
  if (mark && !later) complaints.add('interrupted', `${delivery.id} was interrupted and no later attempt followed.`)
}

/** Requests of a delivery that the receiver had answered well already, or may have. */
function duplicatesOf(logged: AttemptFact[], received: ReceivedRequest[]): number {
  const failed = logged.filter((attempt) => attempt.error !== null && attempt.error !== 'interrupted').length
  const succeeded = logged.some((attempt) => attempt.error === null)
  return succeeded ? Math.max(0, received.length - failed - 1) : 0
}

function groupBy<Item>(items: Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

/** A fault of a kind comes a thousand times: a few examples and the number are enough. */
class Complaints {
  private readonly kinds = new Map<string, string[]>()

  add(kind: string, sentence: string): void {
    const known = this.kinds.get(kind)
    if (known) known.push(sentence)
    else this.kinds.set(kind, [sentence])
  }

  list(): string[] {
    return [...this.kinds].flatMap(([kind, sentences]) => [
      ...sentences.slice(0, 3).map((sentence) => `${kind}: ${sentence}`),
      ...(sentences.length > 3 ? [`${kind}: ${sentences.length - 3} more like these`] : []),
    ])
  }
}
