'use client'

import { Button } from '@mantine/core'
import Link from 'next/link'

export function ReferenceButton() {
  return (
    <Button variant="default" component={Link} href="/docs/api">
      API reference
    </Button>
  )
}
