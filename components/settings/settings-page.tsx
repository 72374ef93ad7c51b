'use client'

import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { roleWords } from '../members/role-words.ts'
import { Facts } from '../page/facts.tsx'
import { Page } from '../page/page.tsx'
import { Section } from '../page/section.tsx'
import { useMay, useViewer } from '../session/viewer.tsx'
import { PasswordDialog } from '../shell/password-dialog.tsx'
import { InstallationSettings } from './installation-settings.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { TenantSettings } from './tenant-settings.tsx'

export function SettingsPage() {
  const viewer = useViewer()
  const mayChange = useMay('tenants:admin')
  const hasTenant = viewer.tenant !== null || mayChange
  return (
    <Page
      title="Settings"
      description={`Your account, where you are signed in${hasTenant ? ', your tenant' : ''}${viewer.tenant === null ? ', and this installation' : ''}.`}
    >
      <Profile />
      <OwnSessions />
      <TenantSettings />
      {viewer.tenant === null && <InstallationSettings />}
    </Page>
  )
}

function Profile() {
  const viewer = useViewer()
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <Section
      title="You"
      actions={
        <Button variant="default" onClick={open}>
          {viewer.has_password ? 'Change password' : 'Set password'}
        </Button>
      }
    >
      <Facts
        facts={[
          ['Name', viewer.name],
          ['Email', viewer.email],
          ['Role', `${roleWords[viewer.role].label}${viewer.tenant ? '' : ' of the whole installation'}`],
        ]}
      />
      <PasswordDialog opened={opened} onClose={close} />
    </Section>
  )
}
