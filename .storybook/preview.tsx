import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'
import '../packages/react/src/styles/index.css'
import './preview.css'
import { globalTypes, initialGlobals } from './toolbar.ts'
import { withPlayer } from './with-player.tsx'
import { withSession } from './with-session.tsx'

// A long timeout: a machine that runs all tests at once is slow.
configure({ asyncUtilTimeout: 10_000 })

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes,
  initialGlobals,
  decorators: [withPlayer, withSession],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true },
    // Each story of a docs page in a frame of its own: a modal dialog makes the rest of its page inert.
    docs: { story: { inline: false, height: '740px' } },
    options: { storySort: { order: ['Overview', ['State atlas', 'Copy'], 'Screens', 'Chips', 'Dialogs'] } },
  },
}

export default preview
