import { expect, test } from 'vitest'
import { databaseRefusal } from './database-refusal.ts'

const url = 'postgresql://ann:s3cret@db.example.com:6432/hooks'

test.each([
  ['ECONNREFUSED', 'No PostgreSQL answers at db.example.com:6432'],
  ['ENOTFOUND', 'no host db.example.com'],
  ['ETIMEDOUT', 'cannot be reached'],
  ['28P01', 'refuses the user "ann"'],
  ['3D000', 'createdb hooks'],
  ['42501', 'may not create tables in "hooks"'],
  ['53300', 'no connection left'],
])('%s becomes a sentence that says what to do, without the password', (code, part) => {
  const sentence = databaseRefusal(Object.assign(new Error('raw'), { code }), url)
  expect(sentence).toContain(part)
  expect(sentence).not.toContain('s3cret')
  expect(sentence).not.toContain('\n')
})

test('an error that is not about reaching the database is left as it is', () => {
  expect(databaseRefusal(new Error('relation "x" exists already'), url)).toBeNull()
})
