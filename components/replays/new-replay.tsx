'use client'

import { Button, Modal, Radio, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ReplayInclude } from '../../server/contract/replay.ts'
import { FormFooter } from '../dialogs/form-footer.tsx'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { showFaults } from '../dialogs/show-faults.ts'
import { toastQueued } from '../dialogs/toast.tsx'
import { BoundedNumberInput } from '../fields/bounded-number-input.tsx'
import { MomentInput } from '../fields/moment-input.tsx'
import { count } from '../overview/figures.ts'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { HoldNotice } from '../subscriptions/hold-notice.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import { useSubscriptionOptions } from '../subscriptions/use-subscription-options.ts'
import { SearchedSelect } from '../table/searched-select.tsx'
import { TenantSelect } from '../tenants/tenant-select.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { askToLeave } from '../unsaved/unsaved-changes.ts'
import { ReplayPreview } from './replay-preview.tsx'
import { rangeOf, replayWindows, windowFaults } from './replay-window.ts'
import { includeOptions } from './replay-words.ts'

/** Times in ISO 8601; without `to` until now. */
export interface GivenWindow {
  label: string
  from: string
  to?: string
}

const everySubscription = [{ value: '', label: 'Every subscription' }]

/** Counts before it does anything: what is started is exactly what the preview showed. */
export function NewReplay(props: {
  subscription?: string
  /** Windows beside the usual ones, the first of them chosen. */
  windows?: GivenWindow[]
  rate?: number | ''
  /** What to begin with; left out: dead letters. */
  include?: ReplayInclude
  onClose: () => void
}) {
  const trpc = useTRPC()
  const router = useRouter()
  const own = useOwnTenant()
  const [search, setSearch] = useState('')
  const given = new Map(props.windows?.map((each) => [each.label, each]))
  const form = useForm({
    initialValues: {
      tenant: '',
      subscription: props.subscription ?? '',
      window: props.windows?.[0]?.label ?? String(24 * 3_600_000),
      from: '',
      until: '',
      include: props.include ?? ('failed' as ReplayInclude),
      rate: (props.rate ?? '') as number | '',
    },
    onValuesChange: () => plan.reset(),
  })
  const plan = useMutation(trpc.replays.create.mutationOptions())
  const start = useMutation(
    trpc.replays.create.mutationOptions({
      onSuccess: ({ id, total }) => {
        toastQueued(`Replay of ${count(total)} started.`)
        askToLeave(() => router.push(`/replays/${id}`))
      },
    }),
  )
  const { subscription, window, include, rate } = form.values
  const tenant = form.values.tenant || own.tenant
  const request = (range: { from: string; to?: string | undefined }) => ({
    ...range,
    ...(subscription ? { subscription } : tenant ? { tenant } : {}),
    include,
    ...(rate !== '' && { rate_per_second: rate }),
  })
  const preview = () => {
    const nowMs = Date.now()
    const faults = window === 'custom' ? windowFaults(form.values, nowMs) : {}
    if (Object.keys(faults).length > 0) return showFaults(form, faults)
    form.clearErrors()
    const { from, to } = given.get(window) ?? rangeOf(window, form.values, nowMs)
    plan.mutate({ ...request({ from, to }), dry_run: true })
  }
  const isUnclear = !subscription && !tenant && !own.isClear
  const options = useSubscriptionOptions(subscription || null, search, !props.subscription, form.values.tenant)
  return (
    <Modal opened onClose={props.onClose} title="New replay" size="xl">
      <form onSubmit={form.onSubmit(preview)} noValidate>
        <Stack gap="md">
          {props.subscription && <ToSubscription id={props.subscription} />}
          {!props.subscription && !own.isClear && (
            <TenantSelect
              label="Tenant"
              description="A replay is of one."
              placeholder="Choose a tenant"
              required={!subscription}
              {...form.getInputProps('tenant')}
              // A subscription belongs to one tenant.
              onChange={(chosen) => form.setValues({ tenant: chosen ?? '', subscription: '' })}
            />
          )}
          {!props.subscription && (
            <SearchedSelect
              label="To"
              allowDeselect={false}
              first={everySubscription}
              noneFound="No subscription matches"
              onType={setSearch}
              {...options}
              {...form.getInputProps('subscription')}
            />
          )}
          <Select
            label="Events of"
            allowDeselect={false}
            data={[...[...given.keys()].map((label) => ({ value: label, label })), ...replayWindows]}
            {...form.getInputProps('window')}
          />
          {window === 'custom' && (
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
              <MomentInput label="From" required {...form.getInputProps('from')} />
              <MomentInput
                label="Until"
                description="Left empty: until now."
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                {...form.getInputProps('until')}
              />
            </SimpleGrid>
          )}
          <Radio.Group label="What" {...form.getInputProps('include')}>
            <Stack gap={8} pt={6}>
              {includeOptions.map(({ value, label, description }) => (
                <Radio key={value} size="xs" value={value} label={label} description={description} />
              ))}
            </Stack>
          </Radio.Group>
          <BoundedNumberInput
            label="At most per second"
            description="Empty: as fast as receivers take it. Live events always go first."
            min={1}
            max={10_000}
            allowDecimal={false}
            {...form.getInputProps('rate')}
          />
          {subscription && <HoldNotice subscription={subscription} />}
          {plan.data && <ReplayPreview plan={plan.data} />}
          {(plan.error ?? start.error) && <FormProblem error={plan.error ?? start.error} />}
          <FormFooter>
            <Button variant="default" onClick={props.onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              disabled={isUnclear}
              variant={plan.data ? 'default' : 'filled'}
              loading={plan.isPending}
            >
              {plan.data ? 'Count again' : 'Preview'}
            </Button>
            {plan.data && plan.data.total > 0 && (
              <Button
                loading={start.isPending}
                onClick={() => start.mutate(request({ from: plan.data.from, to: plan.data.to }))}
              >
                Send {count(plan.data.total)}
                {include === 'missing' ? '' : ' again'}
              </Button>
            )}
          </FormFooter>
        </Stack>
      </form>
    </Modal>
  )
}

function ToSubscription({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.subscriptions.get.queryOptions({ id }))
  return (
    <Text size="sm" c="var(--ink-soft)">
      To {data ? <UrlText url={data.url} /> : id}
    </Text>
  )
}
