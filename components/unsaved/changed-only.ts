/** Of plain values. */
export const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What of `values` differs from `before`: what nobody changed here is left to whoever changed it elsewhere. `groups`: names of objects of
 * which each entry stands for itself; others are sent whole.
 */
export function changedOnly<Values extends object>(
  values: Values,
  before: Values,
  groups: (keyof Values)[] = [],
): Partial<Values> {
  const names = (Object.keys(values) as (keyof Values)[]).filter((name) => !isSame(values[name], before[name]))
  const changes = names.map((name) => {
    const [value, old] = [values[name], before[name]]
    return [name, groups.includes(name) && isGroup(value) && isGroup(old) ? changedOnly(value, old) : value]
  })
  return Object.fromEntries(changes)
}

/** The values of a form that began with `before`, now that the server has `now`: what was typed stays, the rest follows. */
export function followed<Values extends object>(values: Values, before: Values, now: Values): Values {
  return { ...now, ...changedOnly(values, before) }
}
