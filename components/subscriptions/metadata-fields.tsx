'use client'

import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { randomId } from '@mantine/hooks'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { SubscriptionFormValues } from './form-values.ts'

/** Pairs of text for whoever made the subscription; what is wrong with them the server says. */
export function MetadataFields({ form }: { form: UseFormReturnType<SubscriptionFormValues> }) {
  const entries = form.values.metadata
  return (
    <Input.Wrapper
      labelElement="div"
      label="Metadata"
      description="Up to 50 names and values for your own use. They are shown here and in the API, and are not sent."
      error={form.errors.metadata}
      role="group"
      aria-label="Metadata"
    >
      <Stack gap={6} pt={6}>
        {entries.map(({ key }, index) => (
          <Group key={key} gap={6} wrap="nowrap">
            <TextInput
              flex={2}
              placeholder="team"
              aria-label={`Name ${index + 1}`}
              {...form.getInputProps(`metadata.${index}.name`)}
            />
            <TextInput
              flex={3}
              placeholder="search"
              aria-label={`Value ${index + 1}`}
              {...form.getInputProps(`metadata.${index}.value`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove entry ${index + 1}`}
              onClick={() => form.removeListItem('metadata', index)}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={13} />}
            onClick={() => form.insertListItem('metadata', { key: randomId(), name: '', value: '' })}
          >
            Add an entry
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  )
}
