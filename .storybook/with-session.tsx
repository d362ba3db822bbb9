import type { Decorator } from '@storybook/react-vite'
import type { StageParameters } from '../packages/react/src/staging/stage.fixture.ts'
import { Staged } from '../packages/react/src/staging/Staged.fixture.tsx'

/** Gives a story its session. `parameters.session` sets the state. */
export const withSession: Decorator = (Story, { parameters, id }) => (
  <Staged key={id} id={id} parameters={(parameters['session'] ?? {}) as StageParameters}>
    <Story />
  </Staged>
)
