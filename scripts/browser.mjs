import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// Chromium uses only the last `--disable-features`, and this one comes after Playwright's. So the list repeats what
// Playwright disables, and adds the menus of the address bar: they are two extra pages in every headless window.
const disabledFeatures = [
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'Translate',
]

/** Arguments for a headless Chromium that runs as root, without a GPU and without network requests of its own. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${disabledFeatures}`,
]

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']

const places = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/**
 * The Chromium to test in: `CHROME_PATH`, else one on the PATH, else one in the usual places.
 * `undefined`: Playwright uses the one that it downloaded.
 */
export function findBrowser(env = process.env, platform = process.platform) {
  if (env.CHROME_PATH) return env.CHROME_PATH
  for (const directory of (env.PATH ?? '').split(delimiter)) {
    if (!directory) continue
    for (const command of commands) {
      const file = join(directory, command)
      if (existsSync(file) && starts(file)) return file
    }
  }
  return (places[platform] ?? []).find((file) => existsSync(file))
}

// On Ubuntu, `chromium-browser` can be a script that only says that the snap is not installed.
function starts(file) {
  return spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Options for Playwright's `chromium.launch`. */
export function launchOptions() {
  const executablePath = findBrowser()
  return { args: chromiumArgs, ...(executablePath ? { executablePath } : {}) }
}
