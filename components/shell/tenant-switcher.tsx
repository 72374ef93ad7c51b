'use client'

import { Combobox, Text, UnstyledButton, useCombobox, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { useChosenTenant } from '../session/chosen-tenant.tsx'
import { useTenantNames } from '../session/use-tenant-names.ts'
import { useTenants } from '../session/use-tenants.ts'
import { useViewer } from '../session/viewer.tsx'
import { askToLeave } from '../unsaved/unsaved-changes.ts'
import classes from './tenant-switcher.module.css'

const everything = '*'

/** The list that a page about one thing of a tenant belongs to: it may be another tenant's than the one that is chosen now. */
function listOfOne(path: string): string | null {
  const [, list, one] = path.split('/')
  return one && one !== 'new' && ['subscriptions', 'deliveries', 'events', 'replays', 'inboxes'].includes(list ?? '')
    ? `/${list}`
    : null
}

/** Which tenant the lists show. People of one tenant see its name and nothing to switch. */
export function TenantSwitcher() {
  const queryClient = useQueryClient()
  const router = useRouter()
  const path = usePathname()
  const viewer = useViewer()
  const { tenant, choose } = useChosenTenant()
  const [search, setSearch] = useState('')
  const { tenants, hasMore, isSearching } = useTenants(search)
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setSearch('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })

  const seesAll = viewer.tenant === null
  const shown = viewer.tenant ?? tenant
  const nameOf = useTenantNames([shown])
  const current = shown && (nameOf(shown) ?? shown)
  const label = current ?? 'All tenants'
  const isWanted = search.trim() !== ''

  if (!seesAll && !isWanted && tenants.length < 2) {
    return <div className={classes.fixed}>{label}</div>
  }

  return (
    <Combobox
      store={combobox}
      width={264}
      position="bottom-start"
      shadow="md"
      onOptionSubmit={(value) => {
        combobox.closeDropdown()
        askToLeave(() => {
          choose(value === everything ? null : value)
          void queryClient.invalidateQueries()
          const list = listOfOne(path)
          if (list && value !== everything) router.push(list)
        })
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <UnstyledButton
          className={classes.button}
          onClick={() => combobox.toggleDropdown()}
          aria-expanded={combobox.dropdownOpened}
          aria-haspopup="dialog"
        >
          <span className={classes.avatar} data-all={current ? undefined : true} aria-hidden>
            {(current ?? '∗').slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.name}>
            <VisuallyHidden>Tenant: </VisuallyHidden>
            {label}
          </span>
          <IconSelector size={14} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <div role="dialog" aria-label="Choose a tenant">
          <Combobox.Search
            role="combobox"
            aria-expanded
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder="Find a tenant"
            aria-label="Find a tenant"
          />
          <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label="Tenants">
            {seesAll && !isWanted && <Choice value={everything} name="All tenants" active={!shown} />}
            {tenants.map(({ id, name, uid }) => (
              <Choice key={id} value={id} name={name} hint={uid} active={id === shown} />
            ))}
            {tenants.length === 0 && (
              <Combobox.Empty>
                {isSearching ? 'Searching …' : isWanted ? 'No tenant matches' : 'No tenants yet'}
              </Combobox.Empty>
            )}
          </Combobox.Options>
          {hasMore && (
            <Combobox.Footer fz="xs" c="dimmed">
              There are more: type {isWanted ? 'more' : 'to find one'}.
            </Combobox.Footer>
          )}
        </div>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Choice({ value, name, hint, active }: { value: string; name: string; hint?: string | null; active: boolean }) {
  return (
    <Combobox.Option value={value} active={active} className={classes.choice}>
      <span className={classes.name}>{name}</span>
      {hint && (
        <Text span size="xs" c="dimmed" truncate>
          {hint}
        </Text>
      )}
      {active && <IconCheck size={14} aria-hidden />}
    </Combobox.Option>
  )
}
