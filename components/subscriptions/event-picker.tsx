'use client'

import { TagsInput, type TagsInputProps } from '@mantine/core'
import type { EventType } from '../../server/contract/event-type.ts'
import { useCatalogue } from '../event-types/use-catalogue.ts'
import classes from './event-picker.module.css'

const everything = '*'

/** Suggestions by group: everything, each family as a whole, each type, and versions where there are several. */
function suggestions(types: EventType[]) {
  const families = Map.groupBy(types, ({ name }) => name.split('.')[0] ?? name)
  const groups = [...families].map(([family, members]) => {
    const names = [...new Set(members.map(({ name }) => name))]
    const versions = members.filter((type) => members.filter(({ name }) => name === type.name).length > 1)
    const wildcard = names.some((name) => name.includes('.')) ? [`${family}.*`] : []
    return {
      group: family,
      items: [...wildcard, ...names, ...versions.map(({ name, version }) => `${name}@${version}`)],
    }
  })
  return [{ group: 'All', items: [everything] }, ...groups]
}

function describe(pattern: string, types: EventType[]): string {
  if (pattern === everything) return 'Every event, types of the future included'
  if (pattern.endsWith('.*')) {
    const count = new Set(types.filter(({ name }) => name.startsWith(pattern.slice(0, -1))).map(({ name }) => name))
      .size
    return `${count} ${count === 1 ? 'type' : 'types'} now, and those to come`
  }
  const [name, version] = pattern.split('@')
  return types.find((type) => type.name === name && (!version || type.version === version))?.description ?? ''
}

/** Picks event types with wildcards; patterns of types that do not exist yet may be typed. */
export function EventPicker(props: Omit<TagsInputProps, 'data'>) {
  const types = useCatalogue()?.data ?? []
  return (
    <TagsInput
      {...props}
      data={suggestions(types)}
      placeholder={props.value?.length ? '' : 'memory.*, tag.added …'}
      splitChars={[',', ' ']}
      acceptValueOnBlur
      // Focus comes here after a refusal too; the list would cover what it says.
      openOnFocus={!props.error}
      maxDropdownHeight={320}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <code className={classes.name}>{option.value}</code>
          <span className={classes.description}>{describe(option.value, types)}</span>
        </span>
      )}
    />
  )
}
