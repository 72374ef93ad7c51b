'use client'

import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { problemOf } from '../trpc/problem.ts'
import classes from './form-problem.module.css'

/** Why a form was refused, where no single field is at fault. Goes to where it is seen: a long form would hide it. */
export function FormProblem({ error }: { error: unknown }) {
  const { title, detail } = problemOf(error)
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal anew
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
    place.current?.focus({ preventScroll: true })
  }, [error])
  return (
    <div ref={place} tabIndex={-1} className={classes.problem} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        <p className={classes.title}>{title}</p>
        <p className={classes.detail}>{detail}</p>
      </div>
    </div>
  )
}
