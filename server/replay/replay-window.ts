import { PostriderError } from '../contract/errors.ts'

/**
 * The window of a replay, `from` inclusive, `to` exclusive; what is to come is no part of it. `now`: Unix milliseconds. Throws
 * `validation_failed` when it is empty.
 */
export function replayWindow(
  given: { from: string; to?: string | undefined },
  now: number,
): { fromAt: Date; toAt: Date } {
  const fromMs = Date.parse(given.from)
  const toMs = given.to === undefined ? now : Math.min(Date.parse(given.to), now)
  if (fromMs < toMs) return { fromAt: new Date(fromMs), toAt: new Date(toMs) }
  const inFuture = fromMs >= now
  const message = inFuture ? 'from lies in the future: there is nothing to replay yet.' : 'from must be before to.'
  throw new PostriderError('validation_failed', message, { errors: [{ pointer: '/from', message }] })
}
