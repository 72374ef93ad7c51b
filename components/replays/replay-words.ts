import type { Replay } from '../../server/contract/replay.ts'

const kinds = { failed: 'Dead letters', missing: 'Never sent', all: 'Everything sent before' }

export const includeOptions = [
  { value: 'failed', label: 'Dead letters', description: 'What used up its attempts.' },
  { value: 'missing', label: 'Never sent', description: 'Events that would match now and were never sent there.' },
  { value: 'all', label: 'Everything sent before', description: 'Succeeded ones too: receivers get them twice.' },
] as const

export function includeWord(include: Replay['include']): string {
  return kinds[include]
}

/** `12 s`, `5 min`, `2 h`: an estimate has no more digits than it deserves. */
export function durationWord(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  return `${Math.round(seconds / 3600)} h`
}

/** How far a replay is, in whole percent; what failed is through as well. */
export function percentDone(replay: Pick<Replay, 'total' | 'done' | 'failed' | 'status'>): number {
  if (replay.status === 'completed') return 100
  if (replay.total === 0) return 0
  return Math.min(100, Math.floor(((replay.done + replay.failed) / replay.total) * 100))
}
