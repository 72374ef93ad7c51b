import { Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Member } from '../../server/contract/member.ts'
import type { Role } from '../../server/contract/role.ts'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { useViewer } from '../session/viewer.tsx'
import cells from '../table/cells.module.css'
import { useTRPC } from '../trpc/portal-client.tsx'
import { onlyOwner, rolesUpTo, roleWords } from './role-words.ts'

/** The role of a member, to be changed at once; only to be read where it is above one's own, or that of the last owner. */
export function RoleSelect({ member }: { member: Member }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { role: own } = useViewer()
  const update = useMutation(
    trpc.members.update.mutationOptions({
      onSuccess: ({ email, role }) => toastDone(`Role of ${email} changed to ${roleWords[role].label.toLowerCase()}.`),
      onError: (error) => toastProblem('Not changed', error),
      onSettled: () => queryClient.invalidateQueries(trpc.members.pathFilter()),
    }),
  )
  const possible = rolesUpTo(own)
  if (!possible.includes(member.role)) return <span>{roleWords[member.role].label}</span>
  if (member.is_last_owner) {
    return (
      <span className={cells.stacked}>
        <span>{roleWords[member.role].label}</span>
        <span className={`${cells.faint} ${cells.small}`}>{onlyOwner}</span>
      </span>
    )
  }
  return (
    <Select
      size="xs"
      w={118}
      aria-label={`Role of ${member.email}`}
      allowDeselect={false}
      disabled={update.isPending}
      data={possible.map((value) => ({ value, label: roleWords[value].label }))}
      value={update.isPending ? update.variables.role : member.role}
      onChange={(role) => role && role !== member.role && update.mutate({ id: member.id, role: role as Role })}
    />
  )
}
