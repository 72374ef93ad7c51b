'use client'

import { Group, Select } from '@mantine/core'
import type { EventType } from '../../server/contract/event-type.ts'
import { keyOf } from './use-draft.ts'

/** A type of the catalogue and, where it has several, its version. */
export function TypeSelect(props: {
  types: EventType[] | undefined
  type: EventType | undefined
  onChoose: (type: EventType) => void
}) {
  const { types = [], type, onChoose } = props
  const names = new Map(types.map((each) => [each.name, each.group || 'Others']))
  const groups = [...Map.groupBy(names, ([, group]) => group)].map(([group, members]) => ({
    group,
    items: members.map(([name]) => name),
  }))
  const versions = types.filter(({ name }) => name === type?.name)
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap">
      <Select
        label="Event type"
        searchable
        allowDeselect={false}
        nothingFoundMessage="No type matches"
        style={{ flex: 1 }}
        data={groups}
        value={type?.name ?? null}
        onChange={(name) => {
          const newest = types.findLast((each) => each.name === name)
          if (newest) onChoose(newest)
        }}
      />
      <Select
        label="Version"
        w={110}
        allowDeselect={false}
        disabled={versions.length < 2}
        data={versions.map(({ version }) => version)}
        value={type?.version ?? null}
        onChange={(version) => {
          const chosen = types.find((each) => type && keyOf(each) === `${type.name}@${version}`)
          if (chosen) onChoose(chosen)
        }}
      />
    </Group>
  )
}
