'use client'

import { ActionIcon, Drawer, Group, Stack, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowsMaximize } from '@tabler/icons-react'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { IdText } from '../ids/id-text.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { DeliveryStatus } from '../status/delivery-status.tsx'
import { TableSkeleton } from '../table/table-skeleton.tsx'
import { DeliveryActions } from './delivery-actions.tsx'
import { DeliveryBody } from './delivery-body.tsx'
import classes from './delivery-drawer.module.css'
import { TestMark } from './test-mark.tsx'
import { useDelivery } from './use-delivery.ts'

/** Narrower, it would leave no row to click at. */
const coversList = '(max-width: 74.99em)'

/** A delivery beside the list it was picked from, which stays in use; on narrow screens over it. */
export function DeliveryDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const isOver = useMediaQuery(coversList) ?? false
  const close = () => {
    const row = document.querySelector<HTMLElement>('tr[data-open] a')
    onClose()
    row?.focus()
  }
  return (
    <Drawer.Root
      opened={id !== null}
      onClose={close}
      position="right"
      size="min(720px, 100%)"
      lockScroll={isOver}
      trapFocus={isOver}
      returnFocus={false}
    >
      {isOver && <Drawer.Overlay backgroundOpacity={0.12} />}
      <Drawer.Content
        className={classes.content}
        aria-label="Delivery"
        // Mantine says it of every drawer.
        ref={(drawer) => drawer?.setAttribute('aria-modal', String(isOver))}
      >
        {id && <DrawerContent id={id} />}
      </Drawer.Content>
    </Drawer.Root>
  )
}

function DrawerContent({ id }: { id: string }) {
  const { data, error, refetch } = useDelivery(id)
  const link = useRef<HTMLAnchorElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever row was picked, Enter opens its page
  useEffect(() => link.current?.focus({ preventScroll: true }), [id])
  return (
    <>
      <div className={classes.header}>
        <div className={classes.heading}>
          <Drawer.Title className={classes.title}>{data?.type ?? 'Delivery'}</Drawer.Title>
          <Group gap={8}>
            {data && <DeliveryStatus of={data} />}
            {data?.test_event && <TestMark />}
            <IdText id={id} what="delivery id" />
          </Group>
        </div>
        <Tooltip label="Open as a page">
          <ActionIcon ref={link} component={Link} href={`/deliveries/${id}`} aria-label="Open as a page" data-autofocus>
            <IconArrowsMaximize size={16} />
          </ActionIcon>
        </Tooltip>
        <Drawer.CloseButton aria-label="Close" ml={0} />
      </div>
      <Drawer.Body key={id} className={classes.body}>
        {error && !data && <ProblemState error={error} retry={() => void refetch()} />}
        {!data && !error && <TableSkeleton columns={2} />}
        {data && (
          <Stack gap="lg">
            <Group gap="xs">
              <DeliveryActions delivery={data} />
            </Group>
            <DeliveryBody delivery={data} />
          </Stack>
        )}
      </Drawer.Body>
    </>
  )
}
