import { defineConfig } from '@playwright/test'

/** Chromium draws two pages of its own for the address bar of each window: in two spec files they took a tenth of the processor time. */
const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

/** What Playwright 1.65 turns off by itself: of two such switches Chromium reads the last alone. */
const offAnyway = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

export default defineConfig({
  testDir: 'e2e',
  // A file runs in one worker. Each worker starts a product of its own, which its specs share.
  fullyParallel: false,
  // Much of the time a spec waits for its page: two fit on two cores.
  workers: 2,
  // As in vitest.config.ts.
  retries: process.env.CI ? 2 : 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    // Recording one takes over a quarter of the processor time of a run: it is for what failed, or is asked for (--trace on).
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      // Found by test/ensure-browser.mjs; without it Playwright looks for its own.
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${[...offAnyway, ...addressBar].join(',')}`,
      ],
    },
  },
})
