'use client'

import { TagsInput, type TagsInputProps } from '@mantine/core'
import { useState } from 'react'
import type { EventType } from '../../server/contract/event-type.ts'
import { useCatalogue } from '../event-types/use-catalogue.ts'
import classes from './event-picker.module.css'
import { eventSuggestions, everything } from './event-suggestions.ts'

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

/** Picks event types with wildcards: Enter takes the first suggestion, and what is typed where nothing is suggested, for types to come. */
export function EventPicker(props: Omit<TagsInputProps, 'data'>) {
  const types = useCatalogue()?.data ?? []
  const [typed, setTyped] = useState('')
  return (
    <TagsInput
      {...props}
      data={eventSuggestions(types, typed.trim())}
      searchValue={typed}
      onSearchChange={setTyped}
      // Not where nothing is typed: a second Enter would add one more.
      selectFirstOptionOnChange={typed.trim() !== ''}
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
