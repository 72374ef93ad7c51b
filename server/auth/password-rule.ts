import { PostriderError } from '../contract/errors.ts'

/** What somebody who knows the address tries first. Throws `validation_failed`; `pointer` names the field. */
export function assertUnlikeAddress(password: string, email: string, pointer: string): void {
  if (!password.toLowerCase().includes(email.split('@')[0]?.toLowerCase() || email)) return
  const message = 'must not contain your address'
  throw new PostriderError('validation_failed', `The password ${message}.`, { errors: [{ pointer, message }] })
}
