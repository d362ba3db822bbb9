import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import type { BrowserInstanceOption } from 'vitest/node'
import { launchOptions } from './scripts/browser.mjs'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// Workspace packages resolve to their source (`exports` → `standby-source`), so tests need no build.
const resolve = { conditions: ['standby-source', ...defaultClientConditions] }
const ssr = {
  resolve: {
    conditions: ['standby-source', ...defaultServerConditions],
    externalConditions: ['standby-source', 'node'],
  },
}

// Everything that page code imports from node_modules. With a cold cache, Vite reloads the page in the middle of a test
// for a package missing here: red in CI, green at home.
const optimizeDeps = {
  include: [
    'react',
    'react-dom',
    'react-dom/client',
    'react/jsx-runtime',
    'react/jsx-dev-runtime',
    'xstate',
    '@xstate/react',
    'hls.js',
    'hls.js/light',
    'fast-check',
    'valibot',
    '@epicgames-ps/lib-pixelstreamingfrontend-ue5.5',
    '@epicgames-ps/lib-pixelstreamingfrontend-ue5.7',
    'axe-core',
    '@testing-library/react',
    '@testing-library/dom',
    '@testing-library/user-event',
  ],
}

// The oldest supported React has its own copies of everything that imports React.
const react18 = (name: string, entry = '') => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: path(`./compat/react-18/node_modules/${name}${entry}`),
})

const chromium = (...instances: Partial<BrowserInstanceOption>[]) => ({
  enabled: true,
  headless: true,
  // The runner's UI would scale the page, and every picture with it.
  ui: false,
  viewport: { width: 1280, height: 720 },
  screenshotFailures: false,
  provider: playwright({
    contextOptions: { deviceScaleFactor: 1, viewport: { width: 1280, height: 720 } },
    launchOptions: launchOptions(),
  }),
  instances: instances.map((instance) => ({ browser: 'chromium' as const, ...instance })),
})

const dom = ['packages/*/src/**/*.dom.test.{ts,tsx}', 'packages/react/src/**/*.test.tsx']
const ssrFiles = 'packages/*/src/**/*.ssr.test.tsx'
// Files with a process each: they start processes, or import packages that only Node's own loader can read.
const processFiles = ['scripts/**/*.test.ts', 'packages/live-status/src/hub/**/*.test.ts']
const scenarioFile = 'e2e/scenarios.test.ts'
const browserFiles = 'packages/*/src/**/*.browser.test.{ts,tsx}'
// A gesture counts for the whole tab, for good. So tests of the time before the first gesture have their own tab.
const untouchedFiles = 'packages/*/src/**/*.untouched.browser.test.ts'

// Groups run one after another, so that browsers of one group never run beside encoders of the next.
const group = (groupOrder: number, maxWorkers: number) => ({ maxWorkers, sequence: { groupOrder } })
// Three at once: some wait for the processes that they start.
const units = group(0, 3)
const inBrowser = group(1, 2)
// Three at once: they wait more than they compute.
const realFarEnds = group(2, 3)

// Stories that look at the same states once more, in other words and colours, wait for `npm test -- --all`.
const leftOut = process.env['REAL_TIME'] === 'all' ? [] : ['only-in-all']
// Tests that play in real time against real processes get a second try. A test that needed it is named at the end of
// the run. No other test is retried.
const realTime = { retry: 1, setupFiles: ['scripts/testing/real-time-setup.mjs'] }

// The default of 1 s is too short on a busy machine.
const patient = { expect: { poll: { timeout: 15_000 } } }

// One context per file instead of one process: jsdom takes most of a second to load, and is loaded once per worker.
const jsdom = {
  environment: 'jsdom' as const,
  pool: 'vmForks' as const,
}

const projects: TestProjectConfiguration[] = [
  {
    resolve,
    ssr,
    test: {
      name: 'node',
      ...patient,
      // One context per file instead of one process: a quarter faster.
      pool: 'vmForks',
      environment: 'node',
      include: ['packages/*/src/**/*.test.ts', 'apps/demo/src/**/*.test.ts', ssrFiles],
      exclude: [browserFiles, '**/*.dom.test.ts', ...processFiles],
      testTimeout: 20_000,
      hookTimeout: 60_000,
      ...units,
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'process',
      ...patient,
      environment: 'node',
      include: processFiles,
      exclude: ['scripts/built/**'],
      testTimeout: 20_000,
      hookTimeout: 60_000,
      ...units,
    },
  },
  {
    test: {
      name: 'built',
      ...patient,
      environment: 'node',
      include: ['scripts/built/**/*.test.ts'],
      globalSetup: ['scripts/built/build-once.mjs'],
      testTimeout: 60_000,
      ...units,
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'dom',
      ...patient,
      ...jsdom,
      setupFiles: ['scripts/testing/dom-setup.ts'],
      globals: true,
      include: [...dom, 'apps/demo/src/**/*.dom.test.ts'],
      exclude: [ssrFiles, browserFiles],
      testTimeout: 20_000,
      ...units,
    },
  },
  {
    resolve: {
      ...resolve,
      alias: [
        ...['react', 'react-dom', '@testing-library/react'].map((name) => react18(name)),
        // The entry that `require` resolves to is an ES module marked as CommonJS.
        react18('@xstate/react', '/dist/xstate-react.esm.js'),
      ],
    },
    ssr,
    test: {
      name: 'dom-react-18',
      ...patient,
      ...jsdom,
      setupFiles: ['scripts/testing/dom-setup.ts'],
      globals: true,
      include: dom.map((files) => files.replace('packages/*', 'packages/react')),
      exclude: [ssrFiles, browserFiles],
      testTimeout: 20_000,
      ...units,
    },
  },
  {
    plugins: [react()],
    resolve,
    optimizeDeps,
    test: {
      name: 'browser',
      ...patient,
      globals: true,
      // Vite bundles what these files import. Without this line it reads every test of the repository.
      include: [browserFiles],
      browser: chromium(
        { include: [browserFiles], exclude: [untouchedFiles] },
        { name: 'browser (untouched)', include: [untouchedFiles] },
      ),
      testTimeout: 60_000,
      ...inBrowser,
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'stage',
      ...patient,
      // The modules are loaded once per process: a quarter faster. No file changes anything outside of itself.
      isolate: false,
      ...realTime,
      environment: 'node',
      include: ['apps/stage/src/**/*.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      ...realFarEnds,
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'e2e',
      ...patient,
      ...realTime,
      environment: 'node',
      include: ['e2e/**/*.test.ts'],
      exclude: [scenarioFile],
      testTimeout: 120_000,
      hookTimeout: 120_000,
      ...realFarEnds,
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'scenarios',
      ...patient,
      ...realTime,
      environment: 'node',
      include: [scenarioFile],
      // Max pages with encoders at once that two cores can run.
      maxConcurrency: 3,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      ...realFarEnds,
    },
  },
]

if (existsSync(path('./.storybook/main.ts'))) {
  projects.push({
    plugins: [storybookTest({ configDir: path('./.storybook'), tags: { exclude: leftOut } })],
    resolve,
    optimizeDeps,
    test: { name: 'stories', ...patient, browser: chromium({}), testTimeout: 60_000, ...inBrowser },
  })
}

export default defineConfig({
  test: {
    reporters: ['default', './scripts/testing/reporter.mjs'],
    // One line per file; our reporter lists slow tests.
    slowTestThreshold: Infinity,
    projects,
  },
})
