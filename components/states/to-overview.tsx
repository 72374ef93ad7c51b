'use client'

import { Button } from '@mantine/core'
import Link from 'next/link'

export function ToOverview() {
  return (
    <Button variant="default" component={Link} href="/">
      Go to the overview
    </Button>
  )
}
