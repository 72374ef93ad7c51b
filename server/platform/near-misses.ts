/** What somebody set, and the setting that was probably meant. */
export interface NearMiss {
  given: string
  meant: string
}

/** Shorter names (PORT, HOST) have too many neighbours. */
const leastLength = 6

/**
 * The names that are one slip of the finger away from a setting (a letter lost, added, changed, or two swapped), or one in each
 * of their words. Not more: DATABASE_PORT is no DATABASE_POOL. A setting that is set itself was not mistyped.
 */
export function nearMisses(given: readonly string[], settings: readonly string[]): NearMiss[] {
  const open = settings.filter((setting) => setting.length >= leastLength && !given.includes(setting))
  return given
    .filter((name) => !settings.includes(name))
    .flatMap((name) => {
      const meant = open.find((setting) => isNear(name, setting))
      return meant === undefined ? [] : [{ given: name, meant }]
    })
}

function isNear(name: string, setting: string): boolean {
  if (isOneSlip(name, setting)) return true
  const words = name.split('_')
  const meant = setting.split('_')
  return words.length === meant.length && words.every((word, index) => isOneSlip(word, meant[index] as string))
}

/** True when they are the same, too. */
function isOneSlip(one: string, other: string): boolean {
  if (one.length > other.length) return isOneSlip(other, one)
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const [left, right] = [one.slice(at), other.slice(at)]
  if (left.length < right.length) return left === right.slice(1)
  const isSwapped = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2)
  return isSwapped || left.slice(1) === right.slice(1)
}
