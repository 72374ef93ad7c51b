import { onProbeDue } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { LaneOutlook } from './lane-outlook.ts'
import type { LaneServices } from './lane-services.ts'

/** The moment a probe becomes due somebody must look for one, also when nothing waits. */
export function adoptProbe(memory: LaneMemory, outlook: LaneOutlook, now: number): void {
  const { circuit } = memory
  if (!circuit) return
  memory.circuit = onProbeDue(circuit, now)
  if (memory.circuit !== circuit) outlook.wantRead = true
}

/**
 * The oldest delivery is the probe, so that all arrive in order of age; but every second probe is one that did not serve yet:
 * a delivery that the receiver cannot digest must not keep the circuit open. In fifo order nothing is passed over.
 */
export function passedOver({ circuit, config, probed }: LaneMemory): Iterable<string> {
  return circuit?.state === 'half_open' && circuit.probes % 2 === 1 && !config?.fifo ? probed : []
}

/** A probe is due and nothing else waits: what served before, or else what died of the receiver's absence, the oldest first. */
export async function findProbe(memory: LaneMemory, outlook: LaneOutlook, services: LaneServices): Promise<void> {
  const { probed, circuit } = memory
  const config = memory.config as LaneConfig
  if (probed.size > 0) {
    probed.clear()
    outlook.wantRead = true
  } else if (config.autoRedeliver) {
    const failingSince = circuit?.failingSince ?? services.clock.now()
    if (await services.reviveOldest(config, failingSince)) outlook.wantRead = true
  }
}
