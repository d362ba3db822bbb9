import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { chromiumArgs, findBrowser } from './scripts/browser.mjs'

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
const react18 = (name: string) => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: path(`./compat/react-18/node_modules/${name}`),
})

const executablePath = findBrowser()
const chromium = () => ({
  enabled: true,
  headless: true,
  // With the runner's own frame around it the page would be scaled, and every picture with it.
  ui: false,
  viewport: { width: 1280, height: 720 },
  screenshotFailures: false,
  provider: playwright({
    contextOptions: { deviceScaleFactor: 1, viewport: { width: 1280, height: 720 } },
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: chromiumArgs },
  }),
  instances: [{ browser: 'chromium' as const }],
})

const dom = ['packages/*/src/**/*.dom.test.{ts,tsx}', 'packages/react/src/**/*.test.tsx']
const ssrFiles = 'packages/*/src/**/*.ssr.test.tsx'
const scenarioFile = 'e2e/scenarios.test.ts'
// Minutes of real time against real workers, and a quiet machine: `npm test -- --all`.
const longFiles =
  process.env['REAL_TIME'] === 'all' ? [] : ['e2e/live-status.test.ts', 'e2e/pixel-streaming-vendors.test.ts']
const browserFiles = 'packages/*/src/**/*.browser.test.{ts,tsx}'

// Groups run one after the other: what measures time or paints pictures never shares the machine with the rest.
const together = { maxWorkers: 2, sequence: { groupOrder: 0 } }
const alone = (groupOrder: number) => ({ maxWorkers: 1, sequence: { groupOrder } })
// What plays in real time against real processes gets a second and a third try where nobody sits beside it; what
// is broken fails them all.
const realTime = { retry: process.env['CI'] ? 2 : 0 }
const mostlyWaiting = { maxWorkers: 2, sequence: { groupOrder: 3 } }

const projects: TestProjectConfiguration[] = [
  {
    resolve,
    ssr,
    test: {
      name: 'node',
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
      ...together,
    },
  },
  {
    test: {
      name: 'built',
      environment: 'node',
      include: ['scripts/built/**/*.test.ts'],
      globalSetup: ['scripts/built/build-once.mjs'],
      testTimeout: 60_000,
      ...together,
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'dom',
      environment: 'jsdom',
      globals: true,
      include: [...dom, 'apps/demo/src/**/*.dom.test.ts'],
      exclude: [ssrFiles, browserFiles],
      testTimeout: 20_000,
      ...together,
    },
  },
  {
    resolve: {
      ...resolve,
      alias: ['react', 'react-dom', '@xstate/react', '@testing-library/react'].map(react18),
    },
    ssr,
    test: {
      name: 'dom-react-18',
      environment: 'jsdom',
      globals: true,
      include: dom.map((files) => files.replace('packages/*', 'packages/react')),
      exclude: [ssrFiles, browserFiles],
      testTimeout: 20_000,
      ...together,
    },
  },
  {
    plugins: [react()],
    resolve,
    optimizeDeps,
    test: {
      name: 'browser',
      ...realTime,
      globals: true,
      include: [browserFiles],
      browser: chromium(),
      testTimeout: 30_000,
      ...alone(1),
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'stage',
      ...realTime,
      environment: 'node',
      include: ['apps/stage/src/**/*.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      ...mostlyWaiting,
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'e2e',
      ...realTime,
      environment: 'node',
      include: ['e2e/**/*.test.ts'],
      exclude: [scenarioFile, ...longFiles],
      // A second, as it is by default, is little for a page and a worker on a busy machine.
      expect: { poll: { timeout: 15_000 } },
      testTimeout: 180_000,
      hookTimeout: 120_000,
      ...mostlyWaiting,
    },
  },
  {
    resolve,
    ssr,
    test: {
      name: 'scenarios',
      ...realTime,
      environment: 'node',
      include: [scenarioFile],
      // So many at once, each a page and an encoder, leave two cores some room.
      maxConcurrency: 3,
      testTimeout: 180_000,
      hookTimeout: 120_000,
      ...alone(4),
    },
  },
]

if (existsSync(path('./.storybook/main.ts'))) {
  projects.push({
    plugins: [storybookTest({ configDir: path('./.storybook') })],
    resolve,
    optimizeDeps,
    test: { name: 'stories', browser: chromium(), ...realTime, ...alone(2) },
  })
}

export default defineConfig({
  test: { reporters: ['default', './scripts/plain-reporter.mjs'], projects },
})
