import type { Scope } from '../contract/scopes.ts'
import { signedInProcedure } from './procedures.ts'
import { requireRight } from './require-right.ts'

/** For what no operation of the contract answers: refused without the right before its input is read. */
export function scopedProcedure(scope: Scope) {
  return signedInProcedure.meta({ scope }).use(({ ctx, next }) => {
    requireRight(ctx.actor, scope)
    return next()
  })
}
