import type { Metadata } from 'next'
import { BrandMark } from '../components/shell/brand.tsx'
import { ToOverview } from '../components/states/to-overview.tsx'
import classes from './not-found.module.css'

export const metadata: Metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <main className={classes.page}>
      <BrandMark size={32} />
      <h1>There is no such page</h1>
      <p>The link may be old, or part of it got lost on the way.</p>
      <ToOverview />
    </main>
  )
}
