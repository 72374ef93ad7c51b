/** Beside the schemas, so that a page does not load a parser for it. */

/** What is more than this is counted as this: nobody reads on, and a count must not take long. */
export const mostCounted = 100_000
