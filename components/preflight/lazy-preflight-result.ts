import dynamic from 'next/dynamic'

/** Comes when there is something to show: most pages with a button that checks never show it. */
export const LazyPreflightResult = dynamic(async () => (await import('./preflight-result.tsx')).PreflightResult)
