import { Tabs } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './scrolling-tab-list.module.css'

/** Tabs in one line that scrolls sideways where it is narrow: the tab that is shown is never outside. */
export function ScrollingTabList({ tab, children }: { tab: string; children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab stands elsewhere
  useEffect(() => {
    const shown = list.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (!list.current || !shown) return
    list.current.scrollLeft = shown.offsetLeft - (list.current.clientWidth - shown.offsetWidth) / 2
  }, [tab])
  return (
    <Tabs.List ref={list} className={classes.tabs}>
      {children}
    </Tabs.List>
  )
}
