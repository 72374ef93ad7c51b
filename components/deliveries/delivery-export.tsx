'use client'

import { Button, Menu, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconDownload, IconTerminal2 } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Delivery } from '../../server/contract/delivery.ts'
import { CodeBlock } from '../code/code-block.tsx'
import { copyText } from '../copy/copy-text.ts'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { useMay } from '../session/viewer.tsx'
import { useKeys } from '../shell/use-keys.ts'
import { ExactTimeText } from '../time/exact-time-text.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { harOf } from './har.ts'

/** Takes a delivery elsewhere: into a terminal or into a tool that reads HTTP archives. */
export function DeliveryExport({ delivery }: { delivery: Delivery }) {
  const trpc = useTRPC()
  const maySign = useMay('secrets:read')
  const [opened, { open, close }] = useDisclosure(false)
  const [copied, setCopied] = useState(false)
  const signed = useMutation(
    trpc.deliveries.curl.mutationOptions({ onSuccess: async ({ curl }) => setCopied(await copyText(curl)) }),
  )

  function showCurl() {
    // Signed anew each time: what was signed before grows old.
    setCopied(false)
    signed.mutate({ id: delivery.id })
    open()
  }
  useKeys({ c: () => maySign && showCurl() })

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {maySign && (
            <Menu.Item leftSection={<IconTerminal2 size={15} />} onClick={showCurl}>
              Copy as cURL
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconDownload size={15} />}
            disabled={delivery.attempts.length === 0}
            onClick={() => download(`${delivery.id}.har`, JSON.stringify(harOf(delivery), null, 2))}
          >
            Download HAR
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={opened} onClose={close} title="As a cURL command" size="xl">
        {signed.isPending && <Skeleton height={180} />}
        {signed.error && <FormProblem error={signed.error} />}
        {signed.data && (
          <Stack gap="sm">
            <Text size="sm" c="var(--ink-soft)">
              {copied && <strong>Copied. </strong>}
              Signed just now with the secret that is live. Receivers that check the age accept it until{' '}
              <ExactTimeText at={signed.data.valid_until} />. Nothing was sent.
            </Text>
            <CodeBlock text={signed.data.curl} label="cURL command" language="bash" />
          </Stack>
        )}
      </Modal>
    </>
  )
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
