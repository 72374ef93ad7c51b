import type { HoldReason } from '../../server/contract/delivery.ts'

/** What holds a delivery, in a word or two and in a sentence. */
export const holdWords: Record<HoldReason, { word: string; sentence: string }> = {
  disabled: { word: 'disabled', sentence: 'Its subscription is disabled. It waits until that is resumed.' },
  paused: { word: 'paused', sentence: 'Its subscription is paused. It waits until that is resumed.' },
  circuit_open: {
    word: 'circuit open',
    sentence: 'The circuit of its subscription is open. It waits, and uses up no attempt, until a probe succeeds.',
  },
  retry_after: { word: 'told to wait', sentence: 'The receiver answered with Retry-After. It waits for so long.' },
}
