'use client'

import { Anchor, Button, Group, Stack } from '@mantine/core'
import { IconAntennaBars5 } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { CodeBlock } from '../code/code-block.tsx'
import { ConfirmButton } from '../dialogs/confirm-button.tsx'
import { toastDone, toastProblem } from '../dialogs/toast.tsx'
import { Page } from '../page/page.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { Section } from '../page/section.tsx'
import { useViewer } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { DataList } from '../table/data-list.tsx'
import { OtherTenantNotice } from '../tenants/other-tenant-notice.tsx'
import { TenantName } from '../tenants/tenant-name.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { answerWords, isSameAnswer, presetsFor } from './answer-words.ts'
import { RemoteNotes } from './remote-notes.tsx'
import { RenameInboxButton } from './rename-inbox-button.tsx'
import { requestColumns } from './request-columns.tsx'
import { RequestDetail } from './request-detail.tsx'

/** What arrives, live; how it answers, at a click. */
export function InboxPage({ id }: { id: string }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const viewer = useViewer()
  const [openId, setOpenId] = useQueryState('open', parseAsString)
  const { data, error, refetch } = useQuery({
    ...trpc.inboxes.get.queryOptions({ id }),
    // It expires by itself, while somebody looks.
    refetchInterval: (query) => query.state.data?.kind === 'webhook_site' && 5_000,
  })
  const requests = useQuery({ ...trpc.inboxes.requests.queryOptions({ id, limit: 50 }), refetchInterval: 1_500 })
  const onSettled = () => queryClient.invalidateQueries(trpc.inboxes.pathFilter())
  const update = useMutation(
    trpc.inboxes.update.mutationOptions({
      onSuccess: (inbox) => toastDone(`From now on it answers ${answerWords(inbox)}.`),
      onError: (problem) => toastProblem('Not changed', problem),
      onSettled,
    }),
  )
  const clear = useMutation(
    trpc.inboxes.clear.mutationOptions({ onError: (problem) => toastProblem('Not cleared', problem), onSettled }),
  )
  const remove = useMutation(
    trpc.inboxes.delete.mutationOptions({
      onSuccess: () => {
        toastDone('Inbox deleted.')
        router.push('/inboxes')
      },
      onError: (problem) => toastProblem('Not deleted', problem),
    }),
  )
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} backTo="/inboxes" />
  if (!data) return <PageSkeleton />
  const rows = requests.data?.data
  const open = rows?.find((row) => row.id === openId) ?? rows?.[0]
  return (
    <Page
      title={data.name || 'Inbox'}
      breadcrumb={
        <Anchor component={Link} href="/inboxes" size="sm">
          Inboxes
        </Anchor>
      }
      description={
        <>
          Expires <RelativeTime at={data.expires_at} />. Keeps the newest 200 requests.
          {!viewer.tenant && (
            <>
              {' '}
              Tenant: <TenantName id={data.tenant} />
            </>
          )}
        </>
      }
      actions={
        <>
          <Button
            component={Link}
            href={`/subscriptions/new?url=${encodeURIComponent(data.url)}&tenant=${data.tenant}`}
            variant="default"
          >
            Subscribe this inbox
          </Button>
          <RenameInboxButton inbox={data} />
          <Button variant="default" loading={clear.isPending} onClick={() => clear.mutate({ id })}>
            Clear requests
          </Button>
          <ConfirmButton
            danger
            label="Delete"
            question="Delete this inbox?"
            consequence={
              data.kind === 'webhook_site'
                ? 'Its requests go with it, also at webhook.site. A subscription that still sends there is disabled by its 410.'
                : 'Its requests go with it, and whoever still sends there gets 404.'
            }
            confirmLabel="Delete inbox"
            pending={remove.isPending}
            onConfirm={() => remove.mutateAsync({ id }).catch(() => undefined)}
          />
        </>
      }
    >
      <Stack gap="xl">
        <OtherTenantNotice of={data.tenant} />
        <Stack gap="sm">
          <CodeBlock text={data.url} label="URL of the inbox" />
          <RemoteNotes inbox={data} />
        </Stack>
        <Section title="Answers" description={`Now: ${answerWords(data)}. Holds from the next request on.`}>
          <Group gap="xs">
            {presetsFor(data.kind).map(({ label, answers }) => (
              <Button
                key={label}
                size="compact-sm"
                variant={isSameAnswer(answers, data) ? 'filled' : 'default'}
                aria-pressed={isSameAnswer(answers, data)}
                onClick={() => update.mutate({ id, ...answers })}
              >
                {label}
              </Button>
            ))}
          </Group>
        </Section>
        <Section title="Requests">
          <DataList
            label="Requests"
            columns={requestColumns((request) => void setOpenId(request))}
            rows={rows}
            error={requests.error}
            retry={() => void requests.refetch()}
            onOpen={(row) => void setOpenId(row.id)}
            openId={open?.id ?? null}
            empty={
              <EmptyState icon={IconAntennaBars5} title="Listening">
                Requests appear here as they arrive.
              </EmptyState>
            }
          />
        </Section>
        {open && <RequestDetail key={open.id} request={open} />}
      </Stack>
    </Page>
  )
}
