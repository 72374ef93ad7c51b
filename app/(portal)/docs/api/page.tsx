import type { Metadata } from 'next'
import Link from 'next/link'
import classes from '../../../../components/docs/docs.module.css'
import { type Document, operationsOf, slugOf } from '../../../../components/docs/reference.ts'
import { Page } from '../../../../components/page/page.tsx'
import openapi from '../../../../docs/openapi.json' with { type: 'json' }

export const metadata: Metadata = { title: 'API reference' }

const document = openapi as unknown as Document

const callsWord = (count: number) => `${count} ${count === 1 ? 'call' : 'calls'}`

export default function ApiPage() {
  return (
    <Page
      title="API reference"
      description={
        <>
          Every call, by what it is about. The same as OpenAPI 3.1:{' '}
          <a className={classes.more} href="/api/v1/openapi.json">
            <code>/api/v1/openapi.json</code>
          </a>
        </>
      }
      breadcrumb={
        <Link className={classes.more} href="/docs">
          Docs
        </Link>
      }
    >
      <ul className={classes.links}>
        {document.tags.map(({ name }) => (
          <li key={name}>
            <Link className={classes.link} href={`/docs/api/${slugOf(name)}`}>
              {name}
              <span className={classes.hint}>{callsWord(operationsOf(document, name, '', null).length)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
