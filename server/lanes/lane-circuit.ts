import type { LaneUpdate } from './attempt-record.ts'
import { type Circuit, closedCircuit } from './circuit-breaker.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { LaneState } from './lane-store.ts'

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

/** What must be written after an attempt, or null: a healthy lane costs no write. */
export function laneUpdateOf(
  memory: LaneMemory,
  after: { before: Circuit; heldUntil: number; crashCount: number; succeeded: boolean; now: number },
): LaneUpdate | null {
  const circuit = memory.circuit as Circuit
  const { before, now } = after
  const healthy = after.succeeded && before.state === 'closed' && before.failingSince === null && after.crashCount === 0
  if (healthy && now - memory.successWrittenAt < successWrittenEveryMs) return null
  if (after.succeeded) memory.successWrittenAt = now
  return {
    subscriptionId: memory.subscriptionId,
    // A probe under way is nobody else's business: half_open is a state of the owner, written as it is shown.
    circuit: circuit.state,
    openedAt: circuit.openedAt,
    nextProbeAt: circuit.nextProbeAt,
    probes: circuit.probes,
    consecutiveFailures: circuit.consecutiveFailures,
    failedDeliveries: [...circuit.failedDeliveries],
    failingSince: circuit.failingSince,
    heldUntil: after.heldUntil > now ? after.heldUntil : null,
    succeededAt: after.succeeded ? now : null,
    crashCount: after.succeeded ? 0 : after.crashCount,
  }
}
