/** How many of each the overview ranks. */
export const shownTop = 8
