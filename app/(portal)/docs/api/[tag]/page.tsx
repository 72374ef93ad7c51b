import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { ApiReference } from '../../../../../components/docs/api-reference.tsx'
import classes from '../../../../../components/docs/docs.module.css'
import { type Document, operationsOf, tagOfSlug } from '../../../../../components/docs/reference.ts'
import { Page } from '../../../../../components/page/page.tsx'
import openapi from '../../../../../docs/openapi.json' with { type: 'json' }
import { portalRuntime } from '../../../../../server/web/runtime.ts'
import { tenantOfCommands } from '../../../../portal-queries.ts'

interface Place {
  params: Promise<{ tag: string }>
}

const document = openapi as unknown as Document

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  return { title: tagOfSlug(document, (await params).tag) ?? 'API reference' }
}

export default async function ApiTagPage({ params }: Place) {
  const tag = tagOfSlug(document, (await params).tag)
  if (tag === null) notFound()
  const tenant = await tenantOfCommands()
  return (
    <Page
      title={tag}
      breadcrumb={
        <Link className={classes.more} href="/docs/api">
          API reference
        </Link>
      }
    >
      <ApiReference operations={operationsOf(document, tag, portalRuntime().publicUrl, tenant)} />
    </Page>
  )
}
