/** What each kind of alert means, and what to do about it. */
const known: Record<string, { title: string; advice: string }> = {
  circuit_open: {
    title: 'Receiver is failing',
    advice:
      'Look at its last answer on the subscription and mend the receiver. Resume tries at once, the next probe by itself.',
  },
  dead_letters_growing: {
    title: 'Dead letters pile up',
    advice: 'Find out what the receiver answered, mend it, then redeliver the dead letters of the subscription.',
  },
  oldest_waiting: {
    title: 'Deliveries wait too long',
    advice:
      'The receiver answers slower than events come. Raise its concurrency or rate in the settings, use batches, or make it answer first and work later.',
  },
  subscription_disabled: {
    title: 'Subscription is disabled',
    advice:
      'New events are not sent to it. Mend the receiver, then resume the subscription; what waited before is kept.',
  },
}

export function alertWords(kind: string): { title: string; advice: string } {
  return known[kind] ?? { title: kind.replaceAll('_', ' '), advice: 'Look at the subscription.' }
}
