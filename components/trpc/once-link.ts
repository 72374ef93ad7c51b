import type { TRPCLink } from '@trpc/client'
import { observable, observableToPromise } from '@trpc/server/observable'
import type { AppRouter } from '../../server/trpc/router.ts'

/** A double click takes half a second at most; nobody decides twice in so short a time. */
const sameClickMs = 700

/**
 * Who asks for the same change again while it is on its way, or as soon as a second click comes, means it once: both get the one
 * answer. What failed may be asked for again at once.
 */
export const onceLink: TRPCLink<AppRouter> = () => {
  const begun = new Map<string, ReturnType<typeof answerTo>>()
  return ({ op, next }) => {
    // What can be called off is somebody's own question.
    if (op.type !== 'mutation' || op.signal) return next(op)
    const key = `${op.path} ${JSON.stringify(op.input)}`
    const answer = begun.get(key) ?? answerTo(() => next(op))
    if (!begun.has(key)) {
      begun.set(key, answer)
      const soonest = performance.now() + sameClickMs
      answer.then(
        () => setTimeout(() => begun.delete(key), soonest - performance.now()),
        () => begun.delete(key),
      )
    }
    return observable((observer) => {
      answer.then(
        (result) => {
          observer.next(result)
          observer.complete()
        },
        (error) => observer.error(error),
      )
    })
  }
}

type Ask = ReturnType<ReturnType<typeof onceLink>>

function answerTo(ask: () => Ask) {
  return observableToPromise(ask())
}
