/**
 * Most rows that one page of a filtered list looks at: some ten milliseconds by an index, however rare the matches and
 * however long the history. A page that finds less goes on from there by its cursor.
 */
export const scanBudget = 20_000
