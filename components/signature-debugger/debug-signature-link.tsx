import { Anchor } from '@mantine/core'
import Link from 'next/link'
import type { Attempt } from '../../server/contract/delivery.ts'

/** From an attempt to the debugger, filled with it. Nothing for what travelled in a batch: its body is not kept. */
export function DebugSignatureLink({ attempt }: { attempt: Attempt }) {
  const delivery = attempt.request.headers?.['X-PT-Delivery-Id']
  if (typeof delivery !== 'string') return null
  return (
    <Anchor component={Link} size="sm" href={`/signatures?delivery=${delivery}&attempt=${attempt.id}`}>
      Debug this signature
    </Anchor>
  )
}
