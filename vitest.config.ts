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

// Workspace packages come straight from their source (`exports` → `standby-source`): no build before tests.
const resolve = { conditions: ['standby-source', ...defaultClientConditions] }
const ssr = {
  resolve: {
    conditions: ['standby-source', ...defaultServerConditions],
    externalConditions: ['standby-source', 'node'],
  },
}

// Everything that page code imports from node_modules. What is missing here makes Vite reload in the middle of a
// test when its cache is cold: red in CI, green at home.
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

// The oldest React we support has its own copies of everything that imports React.
const react18 = (name: string, entry = '') => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: path(`./compat/react-18/node_modules/${name}${entry}`),
})

const chromium = (...instances: Partial<BrowserInstanceOption>[]) => ({
  enabled: true,
  headless: true,
  // With the runner's own frame around it the page would be scaled, and every picture with it.
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
const scenarioFile = 'e2e/scenarios.test.ts'
const browserFiles = 'packages/*/src/**/*.browser.test.{ts,tsx}'
// A gesture counts for the whole tab, and for good: what is about the time before the first one has a tab of its own.
const untouchedFiles = 'packages/*/src/**/*.untouched.browser.test.ts'

// Groups run one after the other, so that the browsers of one never share the machine with the encoders of the next.
const group = (groupOrder: number, maxWorkers: number) => ({ maxWorkers, sequence: { groupOrder } })
const units = group(0, 2)
const inBrowser = group(1, 2)
// They wait more than they compute.
const realFarEnds = group(2, 3)
// What plays in real time against real processes gets a second try, and is named at the end of the run when it needed
// it. Nothing else is tried again.
const realTime = { retry: 1, setupFiles: ['scripts/testing/real-time-setup.mjs'] }

// A second, as it is by default, is little on a busy machine for what a test waits for.
const patient = { expect: { poll: { timeout: 15_000 } } }

// A context of its own for each file instead of a process of its own: jsdom, which takes most of a second, is loaded once
// for each worker.
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
      environment: 'node',
      include: [
        'packages/*/src/**/*.test.ts',
        'scripts/**/*.test.ts',
        'apps/demo/src/**/*.test.ts',
        ssrFiles,
      ],
      exclude: [browserFiles, '**/*.dom.test.ts', 'scripts/built/**'],
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
        // What `require` would choose here is ES modules in CommonJS's clothes.
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
      // So many at once, each a page and an encoder, leave two cores some room.
      maxConcurrency: 3,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      ...realFarEnds,
    },
  },
]

if (existsSync(path('./.storybook/main.ts'))) {
  projects.push({
    plugins: [storybookTest({ configDir: path('./.storybook') })],
    resolve,
    optimizeDeps,
    test: { name: 'stories', ...patient, browser: chromium({}), testTimeout: 60_000, ...inBrowser },
  })
}

export default defineConfig({
  test: {
    reporters: ['default', './scripts/testing/reporter.mjs'],
    // One line for a file; the reporter of ours tells the tests that take long.
    slowTestThreshold: Infinity,
    projects,
  },
})
