import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeEnvironment } from '../platform/env.ts'
import { configurationDocument, configurationFile } from './configuration-document.ts'

test('docs/configuration.md is what env.ts says: run npm run docs', () => {
  expect(readFileSync(configurationFile, 'utf8')).toBe(configurationDocument())
})

test('no variable goes without a description', () => {
  const undescribed = describeEnvironment().filter(({ description }) => description.length < 10)
  expect(undescribed).toEqual([])
})
