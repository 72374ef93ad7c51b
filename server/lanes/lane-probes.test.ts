import { expect, test } from 'vitest'
import { type Circuit, closedCircuit } from './circuit-breaker.ts'
import type { LaneConfig } from './lane-config.ts'
import { LaneMemories, type LaneMemory } from './lane-memory.ts'
import { LaneOutlook } from './lane-outlook.ts'
import { adoptProbe, passedOver } from './lane-probes.ts'

const now = 1_000_000
const open: Circuit = { ...closedCircuit(0), state: 'open', nextProbeAt: now }

const memoryOf = (circuit: Circuit | null, fifo = false): LaneMemory =>
  Object.assign(new LaneMemories().of('s', now), { circuit, config: { fifo } as LaneConfig, probed: new Set(['p']) })

test('the moment a probe is due the lane looks for one, once', () => {
  const memory = memoryOf(open)
  const outlook = Object.assign(new LaneOutlook(memory), { wantRead: false })
  adoptProbe(memory, outlook, now - 1)
  expect([memory.circuit?.state, outlook.wantRead]).toEqual(['open', false])
  adoptProbe(memory, outlook, now)
  expect([memory.circuit?.state, outlook.wantRead]).toEqual(['half_open', true])
  outlook.wantRead = false
  adoptProbe(memory, outlook, now + 1)
  expect([memory.circuit?.state, outlook.wantRead]).toEqual(['half_open', false])
})

test.each<[string, Circuit | null, boolean, string[]]>([
  ['the first probe is the oldest', { ...open, state: 'half_open', probes: 0 }, false, []],
  ['the second passes over what served before', { ...open, state: 'half_open', probes: 1 }, false, ['p']],
  ['the third is the oldest again', { ...open, state: 'half_open', probes: 2 }, false, []],
  ['in fifo order nothing is passed over', { ...open, state: 'half_open', probes: 1 }, true, []],
  ['nothing is passed over when no probe is due', { ...open, probes: 1 }, false, []],
  ['nothing is passed over in a closed circuit', closedCircuit(0), false, []],
  ['nothing is passed over when nothing is known', null, false, []],
])('%s', (_name, circuit, fifo, left) => {
  expect([...passedOver(memoryOf(circuit, fifo))]).toEqual(left)
})
