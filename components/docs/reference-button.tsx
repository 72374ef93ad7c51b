'use client'

import { Button } from '@mantine/core'
import { IconApi } from '@tabler/icons-react'
import Link from 'next/link'

export function ReferenceButton() {
  return (
    <Button variant="default" component={Link} href="/docs/api" leftSection={<IconApi size={14} />}>
      API reference
    </Button>
  )
}
