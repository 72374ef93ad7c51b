'use client'

import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import dynamic from 'next/dynamic'
import type { Tenant } from '../../server/contract/tenant.ts'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { askToLeave } from '../unsaved/unsaved-changes.ts'

const TenantForm = dynamic(async () => (await import('../settings/tenant-form.tsx')).TenantForm, {
  ssr: false,
  loading: () => <PageSkeleton />,
})

export function EditTenantButton({ tenant }: { tenant: Tenant }) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="default" size="compact-xs" aria-label={`Edit ${tenant.name}`} onClick={open}>
        Edit
      </Button>
      <Modal opened={opened} onClose={() => askToLeave(close)} title={`Edit ${tenant.name}`} size="lg">
        <TenantForm tenant={tenant} onSaved={close} onCancel={close} />
      </Modal>
    </>
  )
}
