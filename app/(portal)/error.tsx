'use client'

import { ProblemState } from '../../components/states/problem-state.tsx'

/** Whatever a page did not foresee: said in the page, with another try, the navigation still there. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return <ProblemState error={error} retry={reset} />
}
