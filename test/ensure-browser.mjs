import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { run } from './commands.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Path of a Chromium: the system's, Playwright's own, or one installed now. null, with the reason printed, when none. */
export function ensureBrowser() {
  return findBrowser() ?? installBrowser()
}

function findBrowser() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name)
      if (isExecutable(path)) return path
    }
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  if (existsSync(mac)) return mac
  const own = createRequire(import.meta.url)('@playwright/test').chromium.executablePath()
  return existsSync(own) ? own : null
}

function installBrowser() {
  const hasApt = spawnSync('apt-get', ['--version']).status === 0
  if (hasApt && process.getuid?.() === 0) {
    console.log('No browser here: installing the package chromium.')
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['update', '-qq'], environment)
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], environment)
    const found = findBrowser()
    if (found) return found
  }
  console.log("No browser here: trying Playwright's own download.")
  run('playwright', ['install', 'chromium'], process.env)
  const found = findBrowser()
  if (!found) {
    const command = hasApt
      ? 'sudo apt-get update && sudo apt-get install -y chromium'
      : 'npx playwright install chromium'
    console.error(`The browser tests need a Chromium. Install one and run the tests again:\n\n  ${command}\n`)
  }
  return found
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
