'use client'

import { Anchor, Stack, Text } from '@mantine/core'
import { IconSignature } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import type { SignatureHint } from '../../server/contract/signature.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { DebuggerForm } from './debugger-form.tsx'
import { DiagnosisView } from './diagnosis-view.tsx'
import classes from './signature-debugger.module.css'
import { type PastedRequest, useDiagnosis } from './use-diagnosis.ts'

/** It is the secret of the subscription, written otherwise: that says all. */
const isOfSecret = ({ hint }: { hint: SignatureHint }) =>
  hint === 'secret_has_spaces' || hint === 'secret_without_prefix'

/** Says at which step a received request fails to verify, and why, while it is pasted. */
export function SignatureDebugger({ initial, note }: { initial: PastedRequest; note: string | null }) {
  const [pasted, setPasted] = useState(initial)
  const { own, live } = useDiagnosis(pasted)
  const shown = own ?? live
  return (
    <div className={classes.columns}>
      <DebuggerForm value={pasted} onChange={(change) => setPasted((before) => ({ ...before, ...change }))} />
      <Stack gap="md">
        {note && (
          <Text size="sm" c="var(--warn-ink)">
            {note}
          </Text>
        )}
        {shown ? (
          <>
            {!own && (
              <Text size="sm" c="var(--ink-soft)">
                Judged with the secrets that the subscription signs with. Give the receiver’s secret to judge that one.
              </Text>
            )}
            <DiagnosisView diagnosis={shown} />
            {own && live && !own.ok && own.failed_step === 'no_match' && !own.hints.some(isOfSecret) && (
              <p className={classes.hint}>
                {live.ok
                  ? 'The request is genuine: it verifies with the secret of the subscription. Yours is an older one, or of another subscription.'
                  : 'It does not verify with the secret of the subscription either: the body was changed on the way, or it was signed with a secret that has ended.'}{' '}
                <Anchor
                  component={Link}
                  href={`/subscriptions/${pasted.subscription}?tab=signing`}
                  size="sm"
                  underline="always"
                >
                  Look at its signing
                </Anchor>
              </p>
            )}
          </>
        ) : (
          <EmptyState icon={IconSignature} title="Paste a request">
            Its headers, its body and the secret. What fails, and why, appears here at once.
          </EmptyState>
        )}
      </Stack>
    </div>
  )
}
