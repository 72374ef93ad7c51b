'use client'

import { Anchor, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryStates } from 'nuqs'
import type { Attempt, Delivery } from '../../server/contract/delivery.ts'
import { Page } from '../page/page.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { headerLines } from './pasted-headers.ts'
import { SignatureDebugger } from './signature-debugger.tsx'
import type { PastedRequest } from './use-diagnosis.ts'

const nothing: PastedRequest = {
  headers: '',
  body: '',
  encoding: 'utf-8',
  secret: '',
  subscription: '',
  receivedAt: '',
}

/** Empty, or filled with an attempt of a delivery that the URL names. */
export function SignatureDebuggerPage() {
  const trpc = useTRPC()
  const [from] = useQueryStates({ delivery: parseAsString, attempt: parseAsString })
  const { data, error } = useQuery({
    ...trpc.deliveries.get.queryOptions({ id: from.delivery ?? '' }),
    enabled: from.delivery !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const attempt = data && (data.attempts.find(({ id }) => id === from.attempt) ?? data.attempts.at(-1))
  return (
    <Page
      title="Signatures"
      description={
        from.delivery && data ? (
          <>
            Filled with what was sent in{' '}
            <Anchor component={Link} href={`/deliveries/${data.id}`} size="sm" underline="always">
              this delivery
            </Anchor>
            . Put in what the receiver got where that differs.
          </>
        ) : (
          'Why a request does not verify: paste what the receiver got and the secret it uses.'
        )
      }
    >
      {error && !data && <ProblemState error={error} />}
      {from.delivery && !data && !error && <Skeleton height={420} />}
      {!from.delivery && <SignatureDebugger initial={nothing} note={null} />}
      {data && (
        <SignatureDebugger
          key={attempt?.id}
          initial={attempt ? filledFrom(data, attempt) : nothing}
          note={noteOn(attempt)}
        />
      )}
    </Page>
  )
}

function filledFrom(delivery: Delivery, attempt: Attempt): PastedRequest {
  const { headers, body } = attempt.request
  return {
    headers: headers ? headerLines(headers) : '',
    body: body?.text ?? '',
    encoding: body?.encoding ?? 'utf-8',
    secret: '',
    subscription: delivery.subscription,
    receivedAt: attempt.started_at,
  }
}

function noteOn(attempt: Attempt | undefined): string | null {
  if (!attempt) return 'It was not tried yet: there is no request to look at.'
  const { headers, body } = attempt.request
  if (attempt.batch) return 'It travelled in a batch, whose body is not kept: paste the one that the receiver got.'
  if (!headers || !body) return 'The request is not kept any more: paste what the receiver got.'
  return body.truncated ? 'Only the beginning of the body is kept: paste the whole one.' : null
}
