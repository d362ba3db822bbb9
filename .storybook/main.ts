import type { StorybookConfig } from '@storybook/react-vite'
import { defaultClientConditions, mergeConfig } from 'vite'
import { partDocgen } from './part-docgen.ts'

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../packages/*/src/**/*.stories.tsx', './pages/*.stories.tsx', './pages/*.mdx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  typescript: { reactDocgen: 'react-docgen' },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // Workspace packages come straight from their source: no build before Storybook.
  viteFinal: (vite) =>
    mergeConfig(vite, {
      plugins: [partDocgen()],
      resolve: { conditions: ['standby-source', ...defaultClientConditions] },
    }),
}

export default config
