import type { Replay } from '../../server/contract/replay.ts'
import { errorWord } from '../deliveries/outcome.ts'
import { shortened } from '../ids/id-text.tsx'
import { deliveryStatusWord } from '../status/delivery-status.tsx'

const kinds = { failed: 'Dead letters', missing: 'Never sent', all: 'Everything sent before' }

export const includeOptions = [
  { value: 'failed', label: 'Dead letters', description: 'What used up its attempts.' },
  { value: 'missing', label: 'Never sent', description: 'Events that would match now and were never sent there.' },
  { value: 'all', label: 'Everything sent before', description: 'Succeeded ones too: receivers get them twice.' },
] as const

type Choice = Pick<Replay, 'include' | 'matching' | 'types'>

/** What a replay is made of: `Dead letters`, or `Deliveries with status Succeeded and result 5xx` where filters chose it. */
export function replayName({ include, matching, types }: Choice): string {
  const { status, error, code, code_class: codeClass, event } = matching ?? {}
  const filters = [
    status && `status ${deliveryStatusWord(status)}`,
    types && `type ${types.join(', ')}`,
    code && `result ${code}`,
    codeClass && `result ${codeClass === 'none' ? 'No answer' : codeClass}`,
    error && `result ${errorWord(error)}`,
    event && `event ${shortened(event)}`,
  ].filter((filter) => filter)
  if (filters.length === 0) return matching ? 'All deliveries' : kinds[include]
  return `${matching ? 'Deliveries' : kinds[include]} with ${filters.join(' and ')}`
}

/** How far a replay is, in whole percent; what failed is through as well. */
export function percentDone(replay: Pick<Replay, 'total' | 'done' | 'failed' | 'status'>): number {
  if (replay.status === 'completed') return 100
  if (replay.total === 0) return 0
  return Math.min(100, Math.floor(((replay.done + replay.failed) / replay.total) * 100))
}
