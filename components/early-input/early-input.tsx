import { aliveEvent, keepEarlyInput } from './keep-early-input.ts'

/** For the head of every page. `nonce`: what its policy lets scripts run with. */
export function EarlyInput({ nonce }: { nonce: string | undefined }) {
  const script = `(${keepEarlyInput})(${JSON.stringify(aliveEvent)})`
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own function, and nothing that anybody wrote
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />
}
