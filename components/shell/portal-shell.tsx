'use client'

import { ActionIcon, AppShell, Burger, Kbd, Tooltip, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { optionalPart } from '../early-input/optional-part.ts'
import { EmbeddedTheme } from '../embed/embedded-theme.tsx'
import { useViewer } from '../session/viewer.tsx'
import { LeaveQuestion } from '../unsaved/leave-question.tsx'
import { ConnectionNotice } from './connection-notice.tsx'
import { Keyboard } from './keyboard.tsx'
import { mayOpen, type NavigationItem, navigation } from './navigation.ts'
import { openCommandPalette } from './open-command-palette.ts'
import classes from './portal-shell.module.css'
import { ShellBrand } from './shell-brand.tsx'
import { TenantSwitcher } from './tenant-switcher.tsx'
import { UserMenu } from './user-menu.tsx'

/** Comes after the page itself, which does not wait for it. */
const CommandPalette = dynamic(() => optionalPart(async () => (await import('./command-palette.tsx')).CommandPalette), {
  ssr: false,
})

/** The frame around every page: navigation at the side, on narrow screens behind a button at the top. */
export function PortalShell({ children }: { children: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure(false)
  const pathname = usePathname()
  const { embedded } = useViewer()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the navigation
  useEffect(close, [pathname])

  return (
    <AppShell
      padding={0}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !opened } }}
      header={{ height: { base: 52, md: 0 } }}
      transitionDuration={150}
    >
      <EmbeddedTheme />
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <AppShell.Header hiddenFrom="md" className={classes.header}>
        <Burger
          className={classes.menu}
          opened={opened}
          onClick={toggle}
          size="sm"
          aria-label={opened ? 'Close navigation' : 'Open navigation'}
        />
        <ShellBrand />
        <Tooltip label="Search and commands">
          <ActionIcon ml="auto" size="lg" aria-label="Search and commands" onClick={openCommandPalette}>
            <IconSearch size={18} />
          </ActionIcon>
        </Tooltip>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Navigation">
        <div className={classes.brandRow}>
          <ShellBrand />
        </div>
        {!embedded && <TenantSwitcher />}
        <UnstyledButton className={classes.search} onClick={openCommandPalette}>
          <IconSearch size={14} aria-hidden />
          Search
          <Kbd size="xs" ml="auto" className={classes.kbd}>
            Ctrl K
          </Kbd>
        </UnstyledButton>
        <NavigationLinks pathname={pathname} />
        <UserMenu />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <ConnectionNotice />
        {children}
      </AppShell.Main>
      <CommandPalette />
      <Keyboard />
      <LeaveQuestion />
    </AppShell>
  )
}

function NavigationLinks({ pathname }: { pathname: string }) {
  const viewer = useViewer()
  return (
    <div className={classes.links}>
      {navigation.map(({ label, items }) => {
        const shown = items.filter((item) => mayOpen(item, viewer))
        if (shown.length === 0) return null
        return (
          <div key={label} className={classes.group}>
            <div className={classes.groupLabel}>{label}</div>
            {shown.map((item) => (
              <NavigationLink key={item.href} item={item} active={isUnder(pathname, item.href)} />
            ))}
          </div>
        )
      })}
    </div>
  )
}

function NavigationLink({ item, active }: { item: NavigationItem; active: boolean }) {
  const { icon: Icon, count: Count } = item
  return (
    <Link href={item.href} className={classes.link} aria-current={active ? 'page' : undefined}>
      <Icon size={16} stroke={1.7} />
      {item.label}
      {Count && <Count />}
      <OnItsWay />
    </Link>
  )
}

/** The page that a link leads to is shown when it is complete; on a slow network the link says meanwhile that it was heard. */
function OnItsWay() {
  const { pending } = useLinkStatus()
  return pending && <span className={classes.onItsWay} data-on-its-way aria-hidden />
}

function isUnder(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}
