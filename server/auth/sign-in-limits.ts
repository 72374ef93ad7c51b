import { createHash } from 'node:crypto'
import { takeSharedTokens } from '../rate-limit/rate-bucket-store.ts'
import { addressGroup } from '../rest/client-address.ts'

/** Ten passwords at once from one address, then one in six seconds: a person never gets there, a list of passwords does. */
const perAddress = { perSecond: 1 / 6, burst: 10 }

/** Of one account from wherever: a thousand addresses together try 2,900 a day. The one-time link works in any case. */
const perAccount = { perSecond: 1 / 30, burst: 30 }

/** Whether one more password may be tried; counted for all processes together, whether or not the account exists. */
export async function mayTryPassword(attempt: { email: string; ip: string | null }): Promise<boolean> {
  const buckets = [
    { name: `sign-in/address/${bucketOf(addressGroup(attempt.ip))}`, limit: perAddress },
    { name: `sign-in/account/${bucketOf(attempt.email)}`, limit: perAccount },
  ]
  for (const { name, limit } of buckets) {
    if ((await takeSharedTokens(name, limit, 1, 1)).granted < 1) return false
  }
  return true
}

/** One of 2^20 names, so that guesses with made-up addresses cannot fill the table. */
function bucketOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 5)
}
