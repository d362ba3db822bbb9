import type { StageParameters } from '../../packages/react/src/staging/stage.fixture.ts'

export interface State {
  readonly name: string
  readonly parameters: StageParameters
}

interface StoryLike {
  readonly play?: unknown
  readonly parameters?: Record<string, unknown>
}

/** The states that a stories module shows. Stories with a play function are left out: they start in another story's state. */
export function statesOf(stories: object): readonly State[] {
  return Object.entries(stories as Record<string, StoryLike>).flatMap(([name, { play, parameters }]) => {
    const session = parameters?.['session'] as StageParameters | undefined
    return name !== 'default' && session && !play ? [{ name: words(name), parameters: session }] : []
  })
}

/** `Code4001QueueOpen` → `Code 4001 queue open`. */
function words(name: string): string {
  const spaced = name.replace(/(?<=[a-z])(?=[A-Z0-9])|(?<=\d)(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
  return spaced.charAt(0) + spaced.slice(1).toLowerCase()
}
