'use client'

import { Anchor, Button, Group, Modal, Paper, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { optionalPart } from '../early-input/optional-part.ts'
import { NewInboxButton } from '../inboxes/new-inbox-button.tsx'
import { Page } from '../page/page.tsx'
import { CheckUrlButton } from '../preflight/check-url-button.tsx'
import { PreflightButton } from '../preflight/preflight-button.tsx'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { useMay, useViewer } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { TenantSelect } from '../tenants/tenant-select.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { emptyFormValues, headersOf, settingsOf } from './form-values.ts'
import { SecretText } from './secret-text.tsx'
import { SubscriptionForm } from './subscription-form.tsx'

const AppSelect = dynamic(() => optionalPart(async () => (await import('../apps/app-select.tsx')).AppSelect), {
  ssr: false,
})

const InboxSelect = dynamic(() => optionalPart(async () => (await import('../inboxes/inbox-select.tsx')).InboxSelect), {
  ssr: false,
})

export function NewSubscription() {
  return useMay('subscriptions:write') ? <FormOfNew /> : <MayNotMake />
}

function MayNotMake() {
  return (
    <Page title="New subscription" breadcrumb={<ToSubscriptions />}>
      <EmptyState
        icon={IconLock}
        title="You may look at subscriptions, not create them"
        action={
          <Button variant="default" component={Link} href="/subscriptions">
            Back to the subscriptions
          </Button>
        }
      >
        Somebody with the role developer, admin or owner can.
      </EmptyState>
    </Page>
  )
}

function ToSubscriptions() {
  return (
    <Anchor component={Link} href="/subscriptions" size="sm">
      Subscriptions
    </Anchor>
  )
}

function FormOfNew() {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const viewer = useViewer()
  const own = useOwnTenant()
  // Where an inbox sends people to subscribe it.
  const [url] = useQueryState('url', parseAsString.withDefault(''))
  const [tenant] = useQueryState('tenant', parseAsString.withDefault(own.tenant ?? ''))
  const create = useMutation(
    trpc.subscriptions.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.subscriptions.pathFilter()),
    }),
  )
  const fixedTenant = viewer.tenant
  // Who is embedded in the page of an app belongs to that one.
  const ofApps = (chosen: string) => (viewer.embedded ? '' : chosen || (fixedTenant ?? ''))

  return (
    <Page
      title="New subscription"
      breadcrumb={<ToSubscriptions />}
      description="Everything published from now on that matches its events is signed and sent to its URL."
    >
      <Paper p={{ base: 'md', sm: 'lg' }} maw={760}>
        <SubscriptionForm
          isNew
          keepsDraft={url === ''}
          owner={(values) => (fixedTenant ? {} : values.tenant ? { tenant: values.tenant } : null)}
          initial={{ ...emptyFormValues, url, tenant }}
          submitLabel="Create subscription"
          onCancel={() => router.push('/subscriptions')}
          pending={create.isPending}
          error={create.error}
          submit={(values) =>
            create.mutateAsync({
              ...settingsOf(values),
              ...(values.secret.trim() && { secret: values.secret.trim() }),
              ...(fixedTenant ? {} : { tenant: values.tenant || undefined }),
              ...(values.app && { app: values.app }),
            })
          }
          afterUrl={(values, mayBeUsed) => (
            <CheckUrlButton
              tenant={fixedTenant ? undefined : values.tenant}
              url={values.url.trim()}
              headers={headersOf(values.headers)}
              secret={values.secret.trim()}
              disabled={!mayBeUsed}
              first={firstOf({ url: values.url, hasTenant: Boolean(fixedTenant) || values.tenant !== '' })}
            />
          )}
          before={(form) => (
            <>
              {!fixedTenant && (
                <TenantSelect
                  label="Tenant"
                  required
                  {...form.getInputProps('tenant')}
                  // An app belongs to one tenant.
                  onChange={(chosen) => form.setValues({ tenant: chosen ?? '', app: '' })}
                />
              )}
              {ofApps(form.values.tenant) && (
                <AppSelect tenant={ofApps(form.values.tenant)} label="App" {...form.getInputProps('app')} />
              )}
              <Group justify="space-between" gap="xs">
                <Text size="sm" c="var(--ink-soft)">
                  No receiver yet? An inbox shows what arrives.
                </Text>
                <Group gap="xs">
                  <InboxSelect
                    tenant={form.values.tenant || undefined}
                    url={form.values.url}
                    onPick={(picked) => form.setFieldValue('url', picked)}
                  />
                  <NewInboxButton
                    variant="default"
                    tenant={form.values.tenant || undefined}
                    onCreated={(inbox) =>
                      form.setValues({ url: inbox.url, ...(!fixedTenant && { tenant: inbox.tenant }) })
                    }
                  />
                </Group>
              </Group>
            </>
          )}
        />
      </Paper>
      {create.data && (
        <Modal.Stack>
          <Modal
            opened
            stackId="created"
            size="lg"
            title="Subscription created"
            onClose={() => router.push(`/subscriptions/${create.data.id}`)}
            closeOnClickOutside={false}
          >
            <Stack gap="md">
              <Text size="sm" c="var(--ink-soft)">
                Every request is signed with this secret. Give it to the receiver, which verifies the header
                X-PT-Signature with it. You can reveal it again later; that is written to the audit log.
              </Text>
              <SecretText secret={create.data.secret} />
              <Group justify="flex-end">
                <PreflightButton id={create.data.id} />
                <Button component={Link} href={`/subscriptions/${create.data.id}`}>
                  Go to the subscription
                </Button>
              </Group>
            </Stack>
          </Modal>
        </Modal.Stack>
      )}
    </Page>
  )
}

/** What a check of the URL waits for. */
function firstOf({ url, hasTenant }: { url: string; hasTenant: boolean }): string | null {
  if (!hasTenant) return 'Choose a tenant first.'
  return url.trim() === '' ? 'Enter a URL first.' : null
}
