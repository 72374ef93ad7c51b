'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useAppName } from './use-app-name.ts'

/** What an app is called; leads to its subscriptions. */
export function AppName({ id }: { id: string }) {
  const name = useAppName(id)
  return (
    <Anchor component={Link} href={`/subscriptions?app=${id}`} title={id} inherit>
      {name}
    </Anchor>
  )
}
