import { Anchor, Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useMay } from '../session/viewer.tsx'
import { ProblemPage } from '../states/problem-page.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'
import { UrlText } from './url-text.tsx'

/** In the place of a subscription that could not be read. Of one that was deleted, the deliveries say so: they outlive it. */
export function NoSubscription({ id, error, retry }: { id: string; error: unknown; retry: () => void }) {
  const trpc = useTRPC()
  const mayAudit = useMay('audit:read')
  const { data } = useQuery({
    ...trpc.deliveries.list.queryOptions({ subscription: id, limit: 1 }, { retry: false }),
    enabled: problemOf(error).code === 'not_found',
  })
  const [newest] = data?.data ?? []
  if (!newest?.subscription_deleted) return <ProblemState error={error} retry={retry} backTo="/subscriptions" />
  return (
    <ProblemPage
      title="This subscription was deleted"
      breadcrumb={
        <Anchor component={Link} href="/subscriptions" size="sm">
          Subscriptions
        </Anchor>
      }
      text={
        <>
          It delivered to <UrlText url={newest.url} />. Nothing is sent to it any more; what was sent can still be read.
        </>
      }
      action={
        <Group gap="xs">
          <Button component={Link} href={`/deliveries?subscription=${id}`}>
            Its deliveries
          </Button>
          {mayAudit && (
            <Button component={Link} href={`/audit?target=${id}`} variant="default">
              Who deleted it
            </Button>
          )}
        </Group>
      }
    />
  )
}
