import type { ReactNode } from 'react'
import { Page } from '../page/page.tsx'

/** In the place of a page that cannot be shown: what is wrong as its heading, one sentence, and one way on. */
export function ProblemPage(props: { title: string; text: ReactNode; breadcrumb?: ReactNode; action: ReactNode }) {
  return (
    <Page title={props.title} description={props.text} breadcrumb={props.breadcrumb}>
      <div>{props.action}</div>
    </Page>
  )
}
