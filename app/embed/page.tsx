import type { Metadata } from 'next'
import { EnterEmbedded } from '../../components/embed/enter-embedded.tsx'

export const metadata: Metadata = { title: 'Opening' }

/** Where the link of a portal session leads. */
export default function EmbedPage() {
  return <EnterEmbedded />
}
