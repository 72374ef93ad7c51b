import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signInCommand } from './sign-in-command.ts'

test.each([
  ['.data', 'npm run sign-in-link'],
  [join(process.cwd(), '.data'), 'npm run sign-in-link'],
  [join(process.cwd(), '.demo'), 'DATA_DIR=.demo npm run sign-in-link'],
  ['/var/lib/postrider', 'DATA_DIR=/var/lib/postrider npm run sign-in-link'],
  ["/my folder/it's", String.raw`DATA_DIR='/my folder/it'\''s' npm run sign-in-link`],
])('for the folder %s', (dataDir, command) => {
  expect(signInCommand(dataDir)).toBe(command)
})
