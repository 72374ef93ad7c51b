import { ProblemPage } from './problem-page.tsx'
import { ToOverview } from './to-overview.tsx'

/** In the frame of the portal, for an address that nothing is at. */
export function NoSuchPage() {
  return (
    <ProblemPage
      title="There is no such page"
      text="The link may be old, or part of it got lost on the way."
      action={<ToOverview />}
    />
  )
}
