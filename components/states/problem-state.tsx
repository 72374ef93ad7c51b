'use client'

import { Anchor, Button } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { navigation } from '../shell/navigation.ts'
import { problemOf } from '../trpc/problem.ts'
import { ProblemPage } from './problem-page.tsx'
import classes from './state.module.css'

/**
 * What could not be loaded, in the server's own words, with another try where that can help. `backTo`: the list that leads here; it is
 * in the place of the whole page then, and says so as a page does.
 */
export function ProblemState({ error, retry, backTo }: { error: unknown; retry?: () => void; backTo?: string }) {
  const problem = problemOf(error)
  if (problem.code === 'invalid_cursor') return <LostPlace />
  if (isOfOlderBuild(error)) return <OlderBuild />
  const gone = problem.code === 'not_found'
  // Neither is there on the second try, nor allowed then.
  const isFinal = gone || problem.code === 'forbidden'
  const again = !isFinal && retry && (
    <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>
      Try again
    </Button>
  )
  if (backTo) {
    return (
      <div role="alert">
        <ProblemPage
          title={problem.title}
          text={problem.detail}
          breadcrumb={
            <Anchor component={Link} href={backTo} size="sm">
              {listAt(backTo)}
            </Anchor>
          }
          action={
            again || (
              <Button variant="default" component={Link} href={backTo}>
                Back to the list
              </Button>
            )
          }
        />
      </div>
    )
  }
  return (
    <div className={classes.state} role="alert">
      <span className={classes.icon} data-tone={isFinal ? undefined : 'bad'}>
        <IconAlertTriangle size={22} stroke={1.5} />
      </span>
      <p className={classes.title}>{problem.title}</p>
      <div className={classes.text}>{problem.detail}</div>
      <div className={classes.action}>{again}</div>
    </div>
  )
}

const listAt = (path: string) => navigation.flatMap(({ items }) => items).find(({ href }) => href === path)?.label

/** A part of the page that the server has no more: it was updated since the page came. */
function isOfOlderBuild(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ChunkLoadError' || /^Failed to load chunk/.test(error.message))
}

function OlderBuild() {
  return (
    <div className={classes.state} role="alert">
      <span className={classes.icon}>
        <IconRefresh size={22} stroke={1.5} />
      </span>
      <p className={classes.title}>Postrider was updated</p>
      <div className={classes.text}>
        This page came from the version before, and a part of it is not there any more.
      </div>
      <div className={classes.action}>
        <Button variant="default" onClick={() => window.location.reload()}>
          Load the page again
        </Button>
      </div>
    </div>
  )
}

/** The link names a place in a list that this list does not know; its filters may stay. */
function LostPlace() {
  const path = usePathname()
  const search = new URLSearchParams(useSearchParams())
  search.delete('cursor')
  return (
    <div className={classes.state} role="alert">
      <span className={classes.icon}>
        <IconAlertTriangle size={22} stroke={1.5} />
      </span>
      <p className={classes.title}>This page of the list does not exist</p>
      <div className={classes.text}>
        The link names a place in the list that is not there, or belongs to another list.
      </div>
      <div className={classes.action}>
        <Button variant="default" component={Link} href={`${path}?${search}`}>
          To the first page
        </Button>
      </div>
    </div>
  )
}
