import type { Metadata } from 'next'
import { SignatureDebuggerPage } from '../../../components/signature-debugger/signature-debugger-page.tsx'

export const metadata: Metadata = { title: 'Signatures' }

export default function Page() {
  return <SignatureDebuggerPage />
}
