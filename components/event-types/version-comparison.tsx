import { IconEqual, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import type { EventType } from '../../server/contract/event-type.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { StatusBadge } from '../status/status-badge.tsx'
import cells from '../table/cells.module.css'
import { DataList, type ListColumn } from '../table/data-list.tsx'
import { compareFields, type FieldComparison, meaning } from './compare-fields.ts'
import { schemaFields } from './schema-fields.ts'

const faces = {
  same: { tone: 'quiet', icon: IconEqual, word: 'Same' },
  added: { tone: 'good', icon: IconPlus, word: 'Added' },
  removed: { tone: 'bad', icon: IconMinus, word: 'Removed' },
  changed: { tone: 'warn', icon: IconPencil, word: 'Changed' },
} as const

/** Two versions of a type side by side, field by field. */
export function VersionComparison({ before, after }: { before: EventType; after: EventType }) {
  const all = compareFields(schemaFields(before.schema), schemaFields(after.schema))
  // What is different first: a type may have a hundred fields.
  const rows = [...all.filter(({ change }) => change !== 'same'), ...all.filter(({ change }) => change === 'same')]
  return (
    <DataList
      label={`Version ${before.version} and version ${after.version}`}
      columns={columnsFor(before.version, after.version)}
      rows={rows.map((row) => ({ ...row, id: row.path }))}
      empty={<EmptyState icon={IconEqual} title="Neither names any fields" />}
    />
  )
}

function columnsFor(before: string, after: string): ListColumn<FieldComparison & { id: string }>[] {
  return [
    { key: 'path', title: 'Field', render: (row) => <code className={cells.mono}>{row.path}</code> },
    {
      key: 'before',
      title: `Version ${before}`,
      render: (row) => (row.before ? meaning(row.before) : <span className={cells.faint}>—</span>),
    },
    {
      key: 'after',
      title: `Version ${after}`,
      render: (row) => (row.after ? meaning(row.after) : <span className={cells.faint}>—</span>),
    },
    {
      key: 'change',
      title: 'Change',
      width: 110,
      render: ({ change }) => (
        <StatusBadge tone={faces[change].tone} icon={faces[change].icon}>
          {faces[change].word}
        </StatusBadge>
      ),
    },
  ]
}
