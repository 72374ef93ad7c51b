import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import pg from 'pg'
import type { Role } from '../server/contract/role.ts'
import { runningDatabase } from '../server/launch/running-database.ts'
import { readEnvironment } from '../server/platform/env.ts'
import type { Product } from '../test/product.ts'
import { signIn } from './sign-in.ts'

/** A link that signs `email` in, or the owner, as the command line makes it. */
export function signInLink(product: Product, email?: string): string {
  const env = { ...process.env, DATA_DIR: product.dataDir, PUBLIC_URL: product.url }
  const args = ['server/launch/sign-in-link.ts', ...(email ? [email] : [])]
  const output = execFileSync(process.execPath, args, { env, encoding: 'utf8' })
  return output.match(/http\S+/)?.[0] ?? ''
}

/** A page of somebody new who may only look at the tenant that a first start makes. Close its context. */
export function viewerPage(browser: Browser, product: Product): Promise<Page> {
  return memberPage(browser, product, 'viewer')
}

/** A page of somebody new of that tenant, with a role in it. Close its context. */
export async function memberPage(browser: Browser, product: Product, role: Role): Promise<Page> {
  const email = `${randomUUID()}@example.com`
  const client = new pg.Client(runningDatabase({ ...readEnvironment(), DATA_DIR: product.dataDir }))
  await client.connect()
  try {
    await client.query(
      `with person as (insert into users (id, email, name) values (gen_random_uuid(), $1, 'Vera') returning id)
       insert into memberships (id, user_id, tenant_id, role)
       select gen_random_uuid(), person.id, t.id, $2 from person, tenants t where t.uid = 'demo'`,
      [email, role],
    )
  } finally {
    await client.end()
  }
  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  await signIn(page, signInLink(product, email))
  return page
}
