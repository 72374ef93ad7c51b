// npm test: everything, in a fresh clone with nothing but Node 20 and npm. Plain JavaScript, because Node 20 starts it.
// The last line is "N passed, N failed": tests of vitest and Playwright; a failed check or step counts as one failed.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanEnvironment, heading, root, run } from './commands.mjs'

if (!dependenciesAreThere()) {
  heading('npm ci')
  if (!run('npm', ['ci', '--no-fund', '--no-audit'], process.env)) {
    console.error('The dependencies could not be installed.')
    finish(0, 1)
  }
}

const results = mkdtempSync(join(tmpdir(), 'postrider-results-'))
const totals = { passed: 0, failed: 0 }
const troubles = []

heading('database client')
if (!run('node', ['server/launch/ensure-client.ts'])) trouble('the database client could not be generated')

const { runChecks } = await import('./check.mjs')
for (const name of await runChecks()) trouble(`check: ${name}`)

heading('portal build')
const built = run('node', ['server/launch/ensure-build.ts'])
if (!built) trouble('the portal could not be built')

heading('unit, database and engine tests')
const unitFile = join(results, 'vitest.json')
const unitEnded = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitFile}`])
count('vitest', unitEnded, unitFile, (report) => {
  // A file that does not load has no tests that could fail.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
})

heading('browser tests')
const { ensureBrowser } = await import('./ensure-browser.mjs')
const browser = ensureBrowser()
if (!browser) trouble('no browser')
if (browser && built) {
  const browserFile = join(results, 'playwright.json')
  const environment = cleanEnvironment({ CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: browserFile })
  const browserEnded = run('playwright', ['test', '--reporter=list,json'], environment)
  count('playwright', browserEnded, browserFile, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
  }))
}

rmSync(results, { recursive: true, force: true })
for (const text of troubles) console.log(`failed: ${text}`)
finish(totals.passed, totals.failed)

/** Whether node_modules was installed from the lock file of now. */
function dependenciesAreThere() {
  const installed = join(root, 'node_modules/.package-lock.json')
  const node = join(root, 'node_modules/.bin/node')
  return (
    existsSync(node) &&
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  )
}

function trouble(text) {
  totals.failed += 1
  troubles.push(text)
}

function count(name, endedWell, file, read) {
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 }
  totals.passed += counts.passed
  totals.failed += counts.failed
  // An error outside of any test fails the run and no test.
  if (!endedWell && counts.failed === 0) trouble(`${name} did not end well`)
}

function finish(passed, failed) {
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed > 0 ? 1 : 0)
}
