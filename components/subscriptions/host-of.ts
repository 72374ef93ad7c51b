/** The host of a URL, or all of what is none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
