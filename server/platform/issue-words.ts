import type { core } from 'zod'

/** What a schema says of its own accord; what we wrote ourselves begins otherwise. */
const ownWords = /^(Too small|Too big|Invalid (input|option)):/

const nouns: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
}

const counted = (origin: string, count: number | bigint): string => {
  if (origin === 'string') return `have %s ${count} ${count === 1 ? 'character' : 'characters'}`
  if (origin === 'array' || origin === 'set') return `hold %s ${count} ${count === 1 ? 'item' : 'items'}`
  return `be %s ${count}`
}

/** What is to be changed about a value that does not fit: `must be at least 100`. */
export function issueWords(issue: core.$ZodIssue): string {
  if (!ownWords.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return nouns[issue.expected] ? `must be ${nouns[issue.expected]}` : issue.message
  if (issue.code === 'too_small') {
    return `must ${counted(issue.origin, issue.minimum).replace('%s', issue.inclusive === false ? 'more than' : 'at least')}`
  }
  if (issue.code === 'too_big') {
    return `must ${counted(issue.origin, issue.maximum).replace('%s', issue.inclusive === false ? 'less than' : 'at most')}`
  }
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`
  return issue.message
}
