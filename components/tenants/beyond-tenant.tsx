'use client'

import { Anchor, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useChosenTenant } from '../session/chosen-tenant.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'

/**
 * What belongs to no tenant and reaches the chosen one all the same, with a way to see it. Nothing for people of one tenant: they
 * are not told what the installation has. `under`: in a line of its own, under a list.
 */
export function BeyondTenant({ under, children }: { under?: true; children: string }) {
  const queryClient = useQueryClient()
  const { choose } = useChosenTenant()
  const { tenant } = useTenantFilter()
  if (tenant === undefined) return null
  const said = (
    <>
      {children}{' '}
      <Anchor
        component="button"
        type="button"
        inherit
        onClick={() => {
          choose(null)
          void queryClient.invalidateQueries()
        }}
      >
        Show all tenants
      </Anchor>
    </>
  )
  if (!under) return said
  return (
    <Text size="sm" c="var(--ink-faint)">
      {said}
    </Text>
  )
}
