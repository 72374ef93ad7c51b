'use client'

import { Combobox, Text, UnstyledButton, useCombobox, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useChosenTenant } from '../session/chosen-tenant.tsx'
import { useViewer } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import classes from './tenant-switcher.module.css'

const everything = '*'

/** Which tenant the lists show. People of one tenant see its name and nothing to switch. */
export function TenantSwitcher() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const viewer = useViewer()
  const { tenant, choose } = useChosenTenant()
  const { data: tenants = [] } = useQuery(trpc.me.tenants.queryOptions(undefined, { staleTime: 60_000 }))
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setSearch('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })

  const seesAll = viewer.tenant === null
  const shown = viewer.tenant ?? tenant
  const current = tenants.find(({ id }) => id === shown)
  const label = current?.name ?? 'All tenants'
  const wanted = search.trim().toLowerCase()
  const matching = tenants.filter(({ name, uid, id }) => `${name} ${uid ?? ''} ${id}`.toLowerCase().includes(wanted))

  if (!seesAll && tenants.length < 2) {
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
        choose(value === everything ? null : value)
        void queryClient.invalidateQueries()
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <UnstyledButton
          className={classes.button}
          onClick={() => combobox.toggleDropdown()}
          aria-expanded={combobox.dropdownOpened}
          aria-haspopup="listbox"
        >
          <span className={classes.avatar} data-all={current ? undefined : true} aria-hidden>
            {(current?.name ?? '∗').slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.name}>
            <VisuallyHidden>Tenant: </VisuallyHidden>
            {label}
          </span>
          <IconSelector size={14} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder="Find a tenant"
          aria-label="Find a tenant"
        />
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label="Tenants">
          {seesAll && !wanted && <Choice value={everything} name="All tenants" active={!shown} />}
          {matching.map(({ id, name, uid }) => (
            <Choice key={id} value={id} name={name} hint={uid} active={id === shown} />
          ))}
          {matching.length === 0 && <Combobox.Empty>{wanted ? 'No tenant matches' : 'No tenants yet'}</Combobox.Empty>}
        </Combobox.Options>
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
