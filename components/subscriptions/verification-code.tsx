'use client'

import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { CodeBlock } from '../code/code-block.tsx'
import { Section } from '../page/section.tsx'
import { ScrollingTabList } from '../tabs/scrolling-tab-list.tsx'
import { verificationSamples } from './verification-samples.ts'

/** What a receiver needs to tell our requests from forged ones, ready to paste. */
export function VerificationCode() {
  const [language, setLanguage] = useState('node')
  return (
    <Section
      title="Verify in the receiver"
      description="The header X-PT-Signature carries a timestamp and one MAC for each live secret. Refuse what does not match or is more than five minutes old."
    >
      <Tabs value={language} onChange={(value) => value && setLanguage(value)} keepMounted={false}>
        <ScrollingTabList tab={language}>
          {verificationSamples.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </ScrollingTabList>
        {verificationSamples.map(({ value, label, code, ...sample }) => (
          <Tabs.Panel key={value} value={value}>
            <CodeBlock text={code} label={`Verification in ${label}`} language={sample.language} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  )
}
