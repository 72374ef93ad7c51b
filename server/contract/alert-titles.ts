/** Plain values beside their schema (alert.ts): what the kinds of alerts are called, in the portal and in what an operator is sent. */
const alertTitles: Partial<Record<string, string>> = {
  circuit_open: 'Receiver is failing',
  dead_letters_growing: 'Dead letters pile up',
  oldest_waiting: 'Deliveries wait too long',
  subscription_disabled: 'Subscription is disabled',
}

/** A kind that a newer version made is called by its name. */
export function alertTitle(kind: string): string {
  return alertTitles[kind] ?? kind.replaceAll('_', ' ')
}
