'use client'

import { VisuallyHidden } from '@mantine/core'
import { IconCircleCheck, IconMailForward, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import type { Member } from '../../server/contract/member.ts'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { Page } from '../page/page.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import { useMay, useViewer } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { StatusBadge } from '../status/status-badge.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { Pager } from '../table/pager.tsx'
import { BeyondTenant } from '../tenants/beyond-tenant.tsx'
import { useIsOver } from '../time/now.ts'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { InviteButton } from './invite-button.tsx'
import { RoleSelect } from './role-select.tsx'
import { onlyOwner, rolesUpTo } from './role-words.ts'

const ofAll = 'Members of the whole installation have their role here too.'

export function MemberList() {
  const trpc = useTRPC()
  const viewer = useViewer()
  const mayInvite = useMay('members:admin')
  const tenant = useTenantFilter()
  const [cursor, setCursor] = useQueryState('cursor', parseAsString)
  const list = useQuery({
    ...trpc.members.list.queryOptions({ ...tenant, ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
  })
  const tenantName = useTenantNames(list.data?.data.map((row) => row.tenant) ?? [])
  const nameOf = (id: string | null) => (id === null ? 'Whole installation' : (tenantName(id) ?? id))

  const columns: ListColumn<Member>[] = [
    {
      key: 'who',
      title: 'Who',
      render: (row) => (
        <div className={cells.stacked}>
          <span>{row.name ?? row.email}</span>
          {row.name && <span className={cells.secondary}>{row.email}</span>}
          {!viewer.tenant && <span className={`${cells.secondary} ${cells.untilVery}`}>{nameOf(row.tenant)}</span>}
          <span className={cells.narrowOnly}>
            <MemberStatus member={row} />
            <RoleSelect member={row} />
          </span>
        </div>
      ),
    },
    ...(viewer.tenant
      ? []
      : [{ key: 'of', title: 'Member of', wideOnly: 'very' as const, render: (row: Member) => nameOf(row.tenant) }]),
    { key: 'role', title: 'Role', width: 150, wideOnly: true, render: (row) => <RoleSelect member={row} /> },
    { key: 'status', title: 'Status', width: 210, wideOnly: true, render: (row) => <MemberStatus member={row} /> },
    {
      key: 'seen',
      title: 'Last seen',
      width: 110,
      wideOnly: 'very',
      render: (row) => <RelativeTime at={row.last_seen_at} fallback="never" />,
    },
    {
      key: 'remove',
      title: <VisuallyHidden>Actions</VisuallyHidden>,
      width: 106,
      align: 'right',
      render: (row) => rolesUpTo(viewer.role).includes(row.role) && <RemoveButton member={row} />,
    },
  ]

  return (
    <Page
      title="Members"
      description="People who may use the portal. Roles hold at once, in sessions that are open too."
      actions={mayInvite && <InviteButton />}
    >
      <DataList
        label="Members"
        columns={columns}
        rows={list.data?.data}
        error={list.error}
        retry={() => void list.refetch()}
        toNewest={cursor ? () => void setCursor(null) : undefined}
        empty={
          <EmptyState
            icon={IconUsers}
            title={tenant.tenant ? 'No members of this tenant alone' : 'No members yet'}
            action={<InviteButton />}
          >
            Invite somebody: you get a link to hand over. <BeyondTenant>{ofAll}</BeyondTenant>
          </EmptyState>
        }
      />
      {list.data && list.data.data.length > 0 && <BeyondTenant under>{ofAll}</BeyondTenant>}
      <Pager page={list.data} onTurn={(to) => void setCursor(to)} />
    </Page>
  )
}

function MemberStatus({ member }: { member: Member }) {
  const isOver = useIsOver(
    member.link_expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(member.link_expires_at),
  )
  if (member.status === 'active') {
    return (
      <StatusBadge tone="good" icon={IconCircleCheck}>
        Active
      </StatusBadge>
    )
  }
  return (
    <StatusBadge tone={isOver ? 'warn' : 'info'} icon={IconMailForward}>
      {isOver ? 'Link too old: invite again' : 'Invited'}
    </StatusBadge>
  )
}

function RemoveButton({ member }: { member: Member }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const isInvited = member.status === 'invited'
  const remove = useMutation(
    trpc.members.remove.mutationOptions({
      onSuccess: () => toastDone(isInvited ? `Invitation of ${member.email} revoked.` : `${member.email} removed.`),
      onError: (error) => toastProblem('Not removed', error),
      onSettled: () => queryClient.invalidateQueries(trpc.members.pathFilter()),
    }),
  )
  return (
    <ConfirmButton
      danger
      impossible={member.is_last_owner ? onlyOwner : undefined}
      size="compact-xs"
      label={isInvited ? 'Revoke' : 'Remove'}
      question={isInvited ? `Revoke the invitation of ${member.email}?` : `Remove ${member.name}?`}
      consequence={
        isInvited
          ? 'The link stops working at once.'
          : 'Open sessions end with the next click. API keys that they created go on working: revoke those by themselves.'
      }
      confirmLabel={isInvited ? 'Revoke invitation' : 'Remove member'}
      pending={remove.isPending}
      onConfirm={() => remove.mutateAsync({ id: member.id }).catch(() => undefined)}
    />
  )
}
