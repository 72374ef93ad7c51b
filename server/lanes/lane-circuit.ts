import type { AttemptDecision } from './attempt-decision.ts'
import type { LaneUpdate } from './attempt-record.ts'
import { type Circuit, closedCircuit } from './circuit-breaker.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { LaneOutlook } from './lane-outlook.ts'
import type { DueDelivery, LaneState } from './lane-store.ts'

/** last_success_at is a figure for people: a healthy lane writes it at most this often. */
const successWrittenEveryMs = 10_000

/** The circuit as lane_states has it; the running minute and a slow start go on when this process knows them. */
export function adoptCircuit(state: LaneState, known: Circuit | null, now: number): Circuit {
  const base = known?.state === state.circuit ? known : closedCircuit(now)
  return {
    ...base,
    state: state.circuit === 'half_open' ? 'open' : state.circuit,
    openedAt: state.openedAt,
    nextProbeAt: state.nextProbeAt,
    probes: state.probes,
    consecutiveFailures: state.consecutiveFailures,
    failedDeliveries: new Set(state.failedDeliveries),
    failingSince: state.failingSince,
  }
}

/** Changes the lane by what an attempt said of its receiver. Returns what must be written of it, or null. */
export function adoptDecision(
  memory: LaneMemory,
  outlook: LaneOutlook,
  attempt: { members: DueDelivery[]; before: Circuit; decision: AttemptDecision; now: number },
): LaneUpdate | null {
  const { before, decision, now } = attempt
  const { verdict, retryAfterMs } = decision
  if (!decision.circuit) return null
  memory.circuit = decision.circuit
  if (verdict.succeeded) {
    memory.lastSuccessAt = now
    memory.probed.clear()
  } else if (decision.wasProbe) for (const member of attempt.members) memory.probed.add(member.deliveryId)
  if (verdict.holdsLane && retryAfterMs !== null) outlook.heldUntil = Math.max(outlook.heldUntil, now + retryAfterMs)
  const { heldUntil, crashCount } = outlook
  if (verdict.succeeded) outlook.crashCount = 0
  return laneUpdateOf(memory, { before, heldUntil, crashCount, succeeded: verdict.succeeded, now })
}

/** What must be written after an attempt, or null: a healthy lane costs no write. */
function laneUpdateOf(
  memory: LaneMemory,
  after: { before: Circuit; heldUntil: number; crashCount: number; succeeded: boolean; now: number },
): LaneUpdate | null {
  const circuit = memory.circuit as Circuit
  const { before, now } = after
  const healthy = after.succeeded && before.state === 'closed' && before.failingSince === null && after.crashCount === 0
  if (healthy && now - memory.successWrittenAt < successWrittenEveryMs) return null
  memory.successWrittenAt = memory.lastSuccessAt
  return {
    subscriptionId: memory.subscriptionId,
    // A probe under way is nobody else's business: half_open is a state of the owner, written as it is shown.
    circuit: circuit.state,
    hasClosed: circuit.state === 'closed' && before.state !== 'closed',
    openedAt: circuit.openedAt,
    nextProbeAt: circuit.nextProbeAt,
    probes: circuit.probes,
    consecutiveFailures: circuit.consecutiveFailures,
    failedDeliveries: [...circuit.failedDeliveries],
    failingSince: circuit.failingSince,
    heldUntil: after.heldUntil > now ? after.heldUntil : null,
    // Also of a failure: the last success may not be written yet.
    succeededAt: memory.lastSuccessAt || null,
    crashCount: after.succeeded ? 0 : after.crashCount,
  }
}
