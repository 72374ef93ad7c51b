'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { SignatureDiagnosis } from '../../server/contract/signature.ts'
import { base64Bytes, utf8Bytes } from '../../server/signature-rules/bytes.ts'
import { diagnoseSignature } from '../../server/signature-rules/diagnose-signature.ts'
import { useNow } from '../time/now.ts'
import { useTRPCClient } from '../trpc/portal-client.tsx'
import { browserSignatureTools } from './browser-signature-tools.ts'
import { pastedHeaders } from './pasted-headers.ts'

/** What is pasted into the debugger. */
export interface PastedRequest {
  headers: string
  body: string
  encoding: 'utf-8' | 'base64'
  secret: string
  /** Id; empty: none is named. */
  subscription: string
  /** ISO 8601; empty: now. */
  receivedAt: string
}

/**
 * `own`: with the person's secret, judged in this browser; the secret is never sent. `live`: with the secrets that the subscription
 * signs with, judged by the server, which shows neither. Null where there is nothing to judge by.
 */
export function useDiagnosis(pasted: PastedRequest): {
  own: SignatureDiagnosis | null
  live: SignatureDiagnosis | null
} {
  const { headers, body, encoding, secret, subscription, receivedAt } = pasted
  const now = useNow()
  const givenMs = Date.parse(receivedAt)
  const second = Math.floor((Number.isNaN(givenMs) ? now : givenMs) / 1000)
  const own = useMemo(() => {
    if (secret === '' || headers.trim() === '') return null
    return diagnoseSignature(
      {
        headers: pastedHeaders(headers),
        body: encoding === 'base64' ? base64Bytes(body) : utf8Bytes(body),
        givenSecret: secret,
        liveSecrets: null,
        receivedAt: second,
        scheme: null,
      },
      browserSignatureTools,
    )
  }, [headers, body, encoding, secret, second])

  const client = useTRPCClient()
  // Without the secret: it stays here.
  const [asked] = useDebouncedValue({ headers, body, encoding, subscription, receivedAt }, 300)
  const live = useQuery({
    queryKey: ['signature', asked],
    queryFn: ({ signal }) =>
      client.signatures.verify.mutate(
        {
          headers: pastedHeaders(asked.headers),
          body: asked.body,
          body_encoding: asked.encoding,
          subscription: asked.subscription,
          ...(Number.isNaN(Date.parse(asked.receivedAt))
            ? {}
            : { received_at: new Date(asked.receivedAt).toISOString() }),
        },
        { signal },
      ),
    enabled: asked.subscription !== '' && asked.headers.trim() !== '',
    gcTime: 0,
  })
  return { own, live: live.data ?? null }
}
