/** A dashed line of a chart. `numbers`: of what happened there, as the list below has them; none where it does not show it. */
export interface MarkLine {
  xPx: number
  numbers: number[]
}

/** Stands centred over the lines from `fromPx` to `toPx`, which are those it names and no others. */
export interface MarkLabel {
  fromPx: number
  toPx: number
  text: string
}

/** Of a figure or a dash in the labels' type. */
const charPx = 6.5

/** Two labels that are nearer read as one. */
const gapPx = 5

interface Group {
  fromPx: number
  toPx: number
  first: number
  last: number
}

/** One label for each line; those of neighbours are one, `3–5`, where they would run into each other. */
export function markLabels(lines: MarkLine[]): MarkLabel[] {
  const groups: Group[] = []
  for (const { xPx, numbers } of lines.toSorted((a, b) => a.xPx - b.xPx)) {
    if (numbers.length === 0) continue
    let group: Group = { fromPx: xPx, toPx: xPx, first: Math.min(...numbers), last: Math.max(...numbers) }
    for (let left = groups.at(-1); left && endPx(left) + gapPx > startPx(group); left = groups.at(-1)) {
      group = joined(left, group)
      groups.pop()
    }
    groups.push(group)
  }
  return groups.map((group) => ({ fromPx: group.fromPx, toPx: group.toPx, text: textOf(group) }))
}

const textOf = ({ first, last }: Group) => (first === last ? `${first}` : `${first}–${last}`)

const halfPx = (group: Group) => (textOf(group).length * charPx) / 2
const startPx = (group: Group) => (group.fromPx + group.toPx) / 2 - halfPx(group)
const endPx = (group: Group) => (group.fromPx + group.toPx) / 2 + halfPx(group)

function joined(one: Group, other: Group): Group {
  return {
    fromPx: Math.min(one.fromPx, other.fromPx),
    toPx: Math.max(one.toPx, other.toPx),
    first: Math.min(one.first, other.first),
    last: Math.max(one.last, other.last),
  }
}
