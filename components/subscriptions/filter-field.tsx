import { Anchor } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import dynamic from 'next/dynamic'
import type { SubscriptionFormValues } from './form-values.ts'

const FilterEditor = dynamic(async () => (await import('./filter-editor.tsx')).FilterEditor)

/** What events have to say beyond their type. It is shown when asked for: most subscriptions have none. */
export function FilterField({ form }: { form: UseFormReturnType<SubscriptionFormValues> }) {
  const [asked, { open }] = useDisclosure(false)
  if (form.values.filter !== '' || asked) return <FilterEditor form={form} asked={asked} />
  return (
    <Anchor component="button" type="button" size="sm" onClick={open} ta="left" w="fit-content">
      Add a filter: only events whose data matches
    </Anchor>
  )
}
