'use client'

import { Button, Code, Modal, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { EventType, Validation } from '../../server/contract/event-type.ts'
import { fieldFaults } from '../dialogs/field-faults.ts'
import { FormFooter } from '../dialogs/form-footer.tsx'
import { FormProblem } from '../dialogs/form-problem.tsx'
import { goToFault, showFaults } from '../dialogs/show-faults.ts'
import { toastDone } from '../dialogs/toast.tsx'
import { malformedAt } from '../json-editor/json-faults.ts'
import { useTRPC } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'
import { askToLeave, isChanged, useUnsaved } from '../unsaved/unsaved-changes.ts'
import { draftOf, type EventTypeDraft, faultsIn, nextVersion, parsed } from './event-type-draft.ts'
import { eventTypePath } from './event-type-path.ts'
import { JsonPart } from './json-part.tsx'

export type Purpose = 'new' | 'version' | 'edit'

const titles: Record<Purpose, string> = {
  new: 'New event type',
  version: 'New version',
  edit: 'Edit event type',
}

const submits: Record<Purpose, string> = { new: 'Create event type', version: 'Create version', edit: 'Save' }

const validations: { value: Validation; label: string }[] = [
  { value: 'off', label: 'Off: not checked' },
  { value: 'warn', label: 'Warn: accepted with a warning' },
  { value: 'enforce', label: 'Enforce: refused with 422' },
]

type Parts = { schema: Record<string, Json> | null; example: Json }
type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** The faults that stand under a field of their own. */
const plainFields = ['name', 'version', 'description', 'group', 'validation']

/** Heavy for its editor: loaded when it is opened. `of`: what is edited, or what the new version begins with. */
export function EventTypeForm(props: {
  purpose: Purpose
  of: EventType | null
  versions: readonly string[]
  onClose: () => void
}) {
  const { purpose, of, versions, onClose } = props
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const form = useForm<EventTypeDraft>({
    initialValues: draftOf(of, purpose === 'version' ? nextVersion(versions) : undefined),
    onValuesChange: () => save.reset(),
  })
  const hasChanges = isChanged(form)
  useUnsaved(hasChanges)
  const outcome = {
    onSuccess: async (type: EventType) => {
      toastDone(
        purpose === 'edit' ? 'Saved. Events are checked by it from now on.' : `Event type ${keyOf(type)} created.`,
      )
      onClose()
      await queryClient.invalidateQueries(trpc.eventTypes.pathFilter())
      if (purpose !== 'edit') router.push(eventTypePath(type))
    },
    onError: (error: unknown) => {
      const faults = Object.entries(fieldFaults(error)).filter(([field]) => plainFields.includes(field))
      showFaults(form, Object.fromEntries(faults))
    },
  }
  const create = useMutation(trpc.eventTypes.create.mutationOptions(outcome))
  const update = useMutation(trpc.eventTypes.update.mutationOptions(outcome))
  const save = purpose === 'edit' ? update : create
  const errors = save.error ? problemOf(save.error).errors : []
  const inJson = { schema: faultsIn('schema', errors), example: faultsIn('example', errors) }
  const isPlaced =
    Object.keys(form.errors).length + inJson.schema.length + inJson.example.length > 0 || save.error === null

  function submit({ name, version, schema, example, ...rest }: EventTypeDraft) {
    if (malformedAt(schema) || malformedAt(example)) return goToFault()
    const fields = { ...rest, ...({ schema: parsed(schema), example: parsed(example) } as Parts) }
    if (purpose === 'edit' && of) update.mutate({ id: of.id, ...fields })
    else create.mutate({ name, version, ...fields })
  }

  return (
    <Modal opened onClose={() => askToLeave(onClose)} title={titles[purpose]} size="xl" closeOnClickOutside={false}>
      <form noValidate onSubmit={form.onSubmit(submit)}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label="Name"
              placeholder="invoice.paid"
              required
              disabled={purpose !== 'new'}
              {...(purpose === 'new' && { 'data-autofocus': true })}
              {...form.getInputProps('name')}
            />
            <TextInput
              label="Version"
              required
              disabled={purpose === 'edit'}
              {...(purpose === 'version' && { 'data-autofocus': true })}
              {...form.getInputProps('version')}
            />
          </SimpleGrid>
          {purpose === 'version' && of && <WhatChanges name={of.name} versions={versions} next={form.values.version} />}
          <Textarea
            label="Description"
            placeholder="When it happens, for those who receive it"
            autosize
            minRows={1}
            maxRows={4}
            {...form.getInputProps('description')}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label="Group" placeholder="Billing" {...form.getInputProps('group')} />
            <Select label="Validation" data={validations} allowDeselect={false} {...form.getInputProps('validation')} />
          </SimpleGrid>
          <JsonPart
            label="JSON Schema"
            description="What data must look like, as JSON Schema 2020-12. Left empty: anything fits."
            faults={inJson.schema}
            value={form.values.schema}
            onChange={(text) => form.setFieldValue('schema', text)}
          />
          <JsonPart
            label="Example"
            description="What data may look like: test events send it, and it must fit the schema."
            faults={inJson.example}
            value={form.values.example}
            onChange={(text) => form.setFieldValue('example', text)}
          />
          {!isPlaced && <FormProblem error={save.error} />}
          <FormFooter>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={purpose === 'edit' && !hasChanges}>
              {submits[purpose]}
            </Button>
          </FormFooter>
        </Stack>
      </form>
    </Modal>
  )
}

/** What a new version does to who publishes and who subscribes, before anybody of them has changed anything. */
function WhatChanges({ name, versions, next }: { name: string; versions: readonly string[]; next: string }) {
  const [before] = versions
  return (
    <Text size="sm" c="var(--ink-soft)" role="note">
      From then on an event published as <Code>{name}</Code> without a version is of version {next || 'this'}.
      Subscriptions to <Code>{name}</Code> get it too; those to{' '}
      {before ? <Code>{`${name}@${before}`}</Code> : 'an older version'} alone get only what is published with that
      version named.
    </Text>
  )
}

const keyOf = ({ name, version }: EventType) => `${name}@${version}`
