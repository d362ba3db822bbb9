import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// Only the last switch of this name counts, and ours comes after Playwright's: so here is what Playwright turns off, and
// the menus of the address bar, which are two pages of their own in every window that nobody sees.
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

/** What a headless Chromium needs to run as root, without a GPU and without asking the network for anything. */
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
 * The Chromium to test in: `CHROME_PATH` first, then the PATH, then the usual places.
 * `undefined` leaves the choice to Playwright, which looks for the one it downloaded itself.
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

// Where Chromium comes as a snap, the file on the PATH may only say that the snap is not installed.
function starts(file) {
  return spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0
}

/** What Playwright's `chromium.launch` is called with. */
export function launchOptions() {
  const executablePath = findBrowser()
  return { args: chromiumArgs, ...(executablePath ? { executablePath } : {}) }
}
