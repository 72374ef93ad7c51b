import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const manifest = read('package.json')
const locked: Record<string, { hasInstallScript?: boolean; resolved?: string; integrity?: string; link?: boolean }> =
  read('package-lock.json').packages

test('every dependency is named with its exact version', () => {
  const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides }
  for (const [name, version] of Object.entries(named)) expect(version, name).toMatch(/^\d+\.\d+\.\d+[\w.-]*$/)
})

test('no package runs a script at installation unless somebody decided so', () => {
  const withScript = Object.entries(locked).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
  )
  expect(withScript.length).toBeGreaterThan(0)
  for (const name of withScript) expect(manifest.allowScripts, name).toHaveProperty([name])
})

test('everything that is installed comes from the registry and is checked against its hash', () => {
  for (const [path, { resolved, integrity }] of Object.entries(locked)) {
    if (path === '' || resolved === undefined) continue
    expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
    expect(integrity, path).toMatch(/^sha512-/)
  }
})
