import { IconAlertTriangle } from '@tabler/icons-react'
import { problemOf } from '../trpc/problem.ts'
import classes from './form-problem.module.css'

/** Why a form was refused, where no single field is at fault. */
export function FormProblem({ error }: { error: unknown }) {
  const { title, detail } = problemOf(error)
  return (
    <div className={classes.problem} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        <p className={classes.title}>{title}</p>
        <p className={classes.detail}>{detail}</p>
      </div>
    </div>
  )
}
