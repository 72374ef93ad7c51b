'use client'

import { Tabs } from '@mantine/core'
import { CodeBlock } from '../code/code-block.tsx'
import { Section } from '../page/section.tsx'
import { verificationSamples } from './verification-samples.ts'

/** What a receiver needs to tell our requests from forged ones, ready to paste. */
export function VerificationCode() {
  return (
    <Section
      title="Verify in the receiver"
      description="The header X-PT-Signature carries a timestamp and one MAC for each live secret. Refuse what does not match or is more than five minutes old."
    >
      <Tabs defaultValue="node" keepMounted={false}>
        <Tabs.List mb="sm">
          {verificationSamples.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {verificationSamples.map(({ value, label, language, code }) => (
          <Tabs.Panel key={value} value={value}>
            <CodeBlock text={code} label={`Verification in ${label}`} language={language} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  )
}
