'use client'

import { Anchor, Button, Collapse, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { Subscription } from '../../server/contract/subscription.ts'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { showFaults } from '../dialogs/show-faults.ts'
import { optionalPart } from '../early-input/optional-part.ts'
import { problemOf } from '../trpc/problem.ts'
import { SaveBar } from '../unsaved/save-bar.tsx'
import { askToLeave, isChanged, useUnsaved } from '../unsaved/unsaved-changes.ts'
import { useFollowed } from '../unsaved/use-followed.ts'
import { EventPicker } from './event-picker.tsx'
import { FilterField } from './filter-field.tsx'
import { formErrorsOf, formFaults, type SubscriptionFormValues } from './form-values.ts'
import { MetadataFields } from './metadata-fields.tsx'
import classes from './subscription-form.module.css'
import { SubscriptionSettingsFields } from './subscription-settings-fields.tsx'
import { useFormDraft } from './use-form-draft.ts'
import { useUrlCheck } from './use-url-check.ts'

/** They ask first what to show, so they come late anyway. */
const MatchPreview = dynamic(() => optionalPart(async () => (await import('./match-preview.tsx')).MatchPreview), {
  ssr: false,
})

const UncataloguedHint = dynamic(
  () => optionalPart(async () => (await import('./uncatalogued-hint.tsx')).UncataloguedHint),
  { ssr: false },
)

/** The other fields are under the settings, which may be closed. */
const alwaysShown = new Set(['tenant', 'app', 'url', 'events', 'filter', 'description', 'metadata'])

/**
 * Creating and changing share one form. `submit` throws what the server refused; it then stands under its field. `before`: what the
 * form began with.
 */
export function SubscriptionForm(props: {
  initial: SubscriptionFormValues
  submitLabel: string
  submit: (values: SubscriptionFormValues, before: SubscriptionFormValues) => Promise<unknown>
  pending: boolean
  error: unknown
  /** Fields before the URL. */
  before?: (form: ReturnType<typeof useForm<SubscriptionFormValues>>) => ReactNode
  /** Below the URL; `mayBeUsed`: saving would not refuse it. */
  afterUrl?: (values: SubscriptionFormValues, mayBeUsed: boolean) => ReactNode
  settingsOpen?: boolean
  /** Whose it is, as procedures take it; null: not known yet. */
  owner: (values: SubscriptionFormValues) => { tenant?: string } | null
  /** Schedule and spread of the installation's retries. */
  retry?: Subscription['retry']
  /** Not saved yet: a secret can be brought along. */
  isNew?: boolean
  /** Whoever leaves the form and comes back finds what was typed. */
  keepsDraft?: boolean
  /** Goes away from the form, after the person agreed to lose what was typed. Left out: there is nowhere to go. */
  onCancel?: () => void
}) {
  const form = useForm<SubscriptionFormValues>({ initialValues: props.initial })
  const forgetDraft = useFormDraft(form, props.keepsDraft ?? false)
  // What is saved may be changed by somebody else meanwhile.
  useFollowed(form, props.initial, !props.isNew)
  const hasChanges = isChanged(form)
  useUnsaved(hasChanges && !props.keepsDraft)
  const [open, { toggle, open: openSettings }] = useDisclosure(props.settingsOpen ?? false)
  const owner = props.owner(form.values)
  const verdict = useUrlCheck(owner, form.values.url)
  const errors = formErrorsOf(props.error ? problemOf(props.error).errors : [], form.values.events)

  async function submit(values: SubscriptionFormValues) {
    form.clearErrors()
    try {
      await props.submit(values, form.getInitialValues())
      form.resetDirty(values)
      forgetDraft()
    } catch (error) {
      const faults = formFaults(values, problemOf(error).errors)
      // The server looks for it once the rest is right.
      if (props.owner(values) === null) faults.tenant = 'Choose one.'
      if (Object.keys(faults).some((field) => !alwaysShown.has(field))) openSettings()
      showFaults(form, faults)
    }
  }

  function cancel() {
    askToLeave(() => {
      forgetDraft()
      props.onCancel?.()
    }, hasChanges)
  }

  return (
    <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
      <Stack gap="md">
        {props.before?.(form)}
        <TextInput
          label="URL"
          description={
            verdict?.ok && verdict.message ? verdict.message : 'Deliveries are POST requests to this address.'
          }
          placeholder="https://example.com/webhooks"
          type="url"
          required
          data-autofocus
          {...form.getInputProps('url')}
          error={form.errors.url ?? (verdict?.ok === false ? verdict.message : null)}
        />
        {props.afterUrl?.(form.values, owner !== null && verdict?.ok === true)}
        <EventPicker
          label="Events"
          description="Types it takes: * for all, memory.* for a family, memory.created@2 for one version."
          required
          {...form.getInputProps('events')}
        />
        <UncataloguedHint patterns={form.values.events} />
        {!form.errors.events && <MatchPreview owner={owner} events={form.values.events} filter={form.values.filter} />}
        <FilterField form={form} />
        <TextInput label="Description" placeholder="What it is for" {...form.getInputProps('description')} />
        <MetadataFields form={form} />
        <div>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={toggle}
            aria-expanded={open}
            className={classes.more}
          >
            <IconChevronDown size={14} data-open={open || undefined} />
            Delivery settings
          </Anchor>
          <Collapse expanded={open}>
            <SubscriptionSettingsFields form={form} retry={props.retry} isNew={props.isNew ?? false} />
          </Collapse>
        </div>
        {Boolean(props.error) && Object.keys(errors.fields).length === 0 && <FormProblem error={props.error} />}
        <SaveBar isChanged={hasChanges && !props.isNew} onDiscard={form.reset}>
          {props.onCancel && (
            <Button variant="default" onClick={cancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={props.pending} disabled={!props.isNew && !hasChanges}>
            {props.submitLabel}
          </Button>
        </SaveBar>
      </Stack>
    </form>
  )
}
