interface Row {
  id: string
}

/**
 * What a live list shows while its reader must not be disturbed: the rows that stood there, each as it is now. `fresh`
 * counts the newer ones that wait. Ids are time-ordered, so text compares like time.
 */
export function heldRows<T extends Row>(shown: readonly T[], latest: readonly T[]): { rows: T[]; fresh: number } {
  const now = new Map(latest.map((row) => [row.id, row]))
  const newestShown = shown[0]?.id ?? ''
  return {
    rows: shown.map((row) => now.get(row.id) ?? row),
    fresh: latest.filter(({ id }) => id > newestShown).length,
  }
}
