import { type Actor, requireOperator } from '../platform/actor.ts'
import { type Installation, installation } from './installation.ts'

/** For people of the whole installation: how it is run is nobody else's business. */
export function describeInstallation(actor: Actor): Installation {
  requireOperator(actor, 'see how this installation is run')
  return installation()
}
