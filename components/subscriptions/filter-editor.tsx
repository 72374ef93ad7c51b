import { Code, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { monoInput } from '../fields/mono-input.ts'
import { filterTextFault } from './filter-text.ts'
import type { SubscriptionFormValues } from './form-values.ts'

const example = `{
  "data.plan": "pro",
  "data.amount": { "$gte": 10 }
}`

/** `asked`: it was just opened, to be typed into. */
export function FilterEditor({ form, asked }: { form: UseFormReturnType<SubscriptionFormValues>; asked: boolean }) {
  return (
    <Textarea
      label="Filter"
      description={
        <>
          JSON. Names are <Code>type</Code>, <Code>version</Code>, or paths that begin with <Code>data.</Code>; a dot in
          a name is <Code>\\.</Code>. Every line has to hold. Operators: <Code>$eq</Code> <Code>$ne</Code>{' '}
          <Code>$gt</Code> <Code>$gte</Code> <Code>$lt</Code> <Code>$lte</Code> <Code>$in</Code> <Code>$nin</Code>{' '}
          <Code>$startsWith</Code> <Code>$exists</Code>, and <Code>$or</Code> <Code>$and</Code> <Code>$not</Code> around
          filters. Left empty, every event of these types.
        </>
      }
      placeholder={example}
      autosize
      minRows={4}
      maxRows={16}
      autoFocus={asked}
      spellCheck={false}
      styles={monoInput}
      {...form.getInputProps('filter')}
      error={form.errors.filter ?? filterTextFault(form.values.filter)}
    />
  )
}
