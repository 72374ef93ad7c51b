'use client'

import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'

/** Charts weigh half as much as the rest of a page: the numbers do not wait for them. */
export const LazyChart = dynamic(() => import('./time-chart.tsx'), {
  ssr: false,
  loading: () => <Skeleton height={220} />,
})
