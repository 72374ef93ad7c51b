/** Plain values beside their schema (alert.ts): what the kinds of alerts are called, in the portal and in what an operator is sent. */
const alertTitles: Partial<Record<string, { open: string; resolved: string }>> = {
  circuit_open: { open: 'Receiver is failing', resolved: 'Receiver was failing' },
  dead_letters_growing: { open: 'Dead letters are piling up', resolved: 'Dead letters piled up' },
  oldest_waiting: { open: 'Deliveries wait too long', resolved: 'Deliveries waited too long' },
  subscription_disabled: { open: 'Subscription is disabled', resolved: 'Subscription was disabled' },
}

/** A kind that a newer version made is called by its name. */
export function alertTitle({ kind, isResolved }: { kind: string; isResolved: boolean }): string {
  return alertTitles[kind]?.[isResolved ? 'resolved' : 'open'] ?? kind.replaceAll('_', ' ')
}
