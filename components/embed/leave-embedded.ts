/** Whoever signs in wants their own portal, not the embedded one that this browser may still hold. */
export async function leaveEmbedded(): Promise<void> {
  await fetch('/api/portal-session', { method: 'DELETE' }).catch(() => undefined)
}
