import { Anchor, Code, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { filterTextFault } from './filter-text.ts'
import type { SubscriptionFormValues } from './form-values.ts'

const example = `{
  "data.plan": "pro",
  "data.amount": { "$gte": 10 }
}`

/** What events have to say beyond their type. It is shown when asked for: most subscriptions have none. */
export function FilterField({ form }: { form: UseFormReturnType<SubscriptionFormValues> }) {
  const { filter } = form.values
  const [asked, { open }] = useDisclosure(false)
  if (filter === '' && !asked) {
    return (
      <Anchor component="button" type="button" size="sm" onClick={open} ta="left" w="fit-content">
        Add a filter: only events whose data matches
      </Anchor>
    )
  }
  return (
    <Textarea
      label="Filter"
      description={
        <>
          JSON. Paths begin with <Code>data.</Code>; every line has to hold. Operators: <Code>$eq</Code>{' '}
          <Code>$ne</Code> <Code>$gt</Code> <Code>$gte</Code> <Code>$lt</Code> <Code>$lte</Code> <Code>$in</Code>{' '}
          <Code>$nin</Code> <Code>$startsWith</Code> <Code>$exists</Code>, and <Code>$or</Code> <Code>$and</Code>{' '}
          <Code>$not</Code> around filters. Left empty, every event of these types.
        </>
      }
      placeholder={example}
      autosize
      minRows={4}
      maxRows={16}
      autoFocus={asked}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
      {...form.getInputProps('filter')}
      error={form.errors.filter ?? filterTextFault(filter)}
    />
  )
}
