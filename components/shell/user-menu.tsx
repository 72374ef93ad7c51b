'use client'

import { Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDeviceLaptop, IconDots, IconKey, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { signOut } from 'next-auth/react'
import { optionalPart } from '../early-input/optional-part.ts'
import { useViewer } from '../session/viewer.tsx'
import classes from './user-menu.module.css'

const PasswordDialog = dynamic(() => optionalPart(async () => (await import('./password-dialog.tsx')).PasswordDialog), {
  ssr: false,
})

const schemes = [
  { value: 'light', label: <SchemeLabel icon={<IconSun size={14} />} name="Light" /> },
  { value: 'dark', label: <SchemeLabel icon={<IconMoon size={14} />} name="Dark" /> },
  { value: 'auto', label: <SchemeLabel icon={<IconDeviceLaptop size={14} />} name="As the system" /> },
]

/** Who is signed in, how the portal looks, and the way out. */
export function UserMenu() {
  const viewer = useViewer()
  const [passwordOpened, password] = useDisclosure(false)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Menu position="top-start" width={236}>
        <Menu.Target>
          <UnstyledButton className={classes.button}>
            <span className={classes.avatar} aria-hidden>
              {viewer.name.slice(0, 1).toUpperCase()}
            </span>
            <span className={classes.who}>
              <span className={classes.name}>
                <VisuallyHidden>Account of </VisuallyHidden>
                {viewer.name}
              </span>
              <span className={classes.role}>{viewer.embedded ? 'Portal' : viewer.role}</span>
            </span>
            <IconDots size={16} aria-hidden className={classes.dots} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes.head}>
            <Text size="sm" fw={550} truncate>
              {viewer.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {viewer.email}
            </Text>
          </div>
          <div className={classes.scheme}>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label="Colour scheme"
              value={colorScheme}
              onChange={(value) => setColorScheme(value as typeof colorScheme)}
              data={schemes}
            />
          </div>
          <Menu.Divider />
          {viewer.embedded ? (
            viewer.embedded.return_url && (
              <Menu.Item
                component="a"
                href={viewer.embedded.return_url}
                target="_top"
                leftSection={<IconLogout size={15} />}
              >
                Back
              </Menu.Item>
            )
          ) : (
            <>
              <Menu.Item leftSection={<IconKey size={15} />} onClick={password.open}>
                Password
              </Menu.Item>
              <Menu.Item
                leftSection={<IconLogout size={15} />}
                onClick={() => void signOut({ callbackUrl: '/sign-in' })}
              >
                Sign out
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {passwordOpened && <PasswordDialog opened onClose={password.close} />}
    </>
  )
}

function SchemeLabel({ icon, name }: { icon: React.ReactNode; name: string }) {
  return (
    <span className={classes.schemeLabel}>
      {icon}
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  )
}
