import classes from './change-text.module.css'
import { changesBetween, type FieldChange, keptUntil, madeWith } from './change-words.ts'

/** Of more, the others are told on hover. */
const shown = 3

interface ChangeTextProps {
  action: string
  before: unknown
  after: unknown
  /** Where nothing is to be told. */
  fallback?: string
}

/** The fields that changed, before and after; what something was made with; for what ended, nothing: the action says it. */
export function ChangeText({ action, before, after, fallback = '—' }: ChangeTextProps) {
  const changes = changesOf(action, before, after)
  if (changes.length === 0) return fallback && <span className={classes.none}>{fallback}</span>
  return (
    <span className={classes.change} title={changes.map(asLine).join('\n')}>
      {changes.slice(0, shown).map(({ name, from, to }) => (
        <span key={name} className={classes.field}>
          <span className={classes.name}>{name}</span> {from !== null && `${from} → `}
          {to}
        </span>
      ))}
      {changes.length > shown && <span className={classes.name}>+{changes.length - shown} more</span>}
    </span>
  )
}

function asLine({ name, from, to }: FieldChange): string {
  return from === null ? `${name}: ${to}` : `${name}: ${from} → ${to}`
}

function changesOf(action: string, before: unknown, after: unknown): FieldChange[] {
  if (action.startsWith('session.')) return changesBetween(before, after)
  if (action === 'key.rotate') return keptUntil(after)
  return /\.(create|invite)$/.test(action) ? madeWith(after) : changesBetween(before, after)
}
