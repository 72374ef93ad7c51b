'use client'

import { Text } from '@mantine/core'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'

/** On a page about one thing of a tenant (id), where another tenant is chosen for the lists: a link led here. Else nothing. */
export function OtherTenantNotice({ of: id }: { of: string }) {
  const { tenant: chosen } = useTenantFilter()
  const isOther = chosen !== undefined && chosen !== id
  const nameOf = useTenantNames(isOther ? [id, chosen] : [])
  if (!isOther) return null
  return (
    <Text size="sm" c="var(--warn-ink)" role="status">
      This belongs to {nameOf(id) ?? 'another tenant'}, while {nameOf(chosen) ?? 'one tenant'} is chosen for the lists.
    </Text>
  )
}
