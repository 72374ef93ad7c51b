import classes from './change-text.module.css'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '—'))

/** The fields that changed, before and after; for what was made or ended, nothing: the action says it. */
export function ChangeText({ before, after }: { before: unknown; after: unknown }) {
  if (!isFields(before) || !isFields(after)) return <span className={classes.none}>—</span>
  const names = Object.keys({ ...before, ...after }).filter((name) => asText(before[name]) !== asText(after[name]))
  if (names.length === 0) return <span className={classes.none}>—</span>
  const whole = names.map((name) => `${name}: ${asText(before[name])} → ${asText(after[name])}`).join('\n')
  return (
    <span className={classes.change} title={whole}>
      {names.slice(0, 2).map((name) => (
        <span key={name} className={classes.field}>
          <span className={classes.name}>{name}</span> {asText(before[name])} → {asText(after[name])}
        </span>
      ))}
      {names.length > 2 && <span className={classes.name}>+{names.length - 2}</span>}
    </span>
  )
}
