import { configure } from '@testing-library/dom'
import { afterAll, vi } from 'vitest'

// The default of 1 s is too short on a busy machine.
configure({ asyncUtilTimeout: 15_000 })

// A player loads some of its code with `import()`. Vitest reports an error when a file ends while one still runs.
afterAll(() => vi.dynamicImportSettled())
