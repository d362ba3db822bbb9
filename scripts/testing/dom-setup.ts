import { configure } from '@testing-library/dom'

// A second, as it is by default, is little on a busy machine for what a test waits for.
configure({ asyncUtilTimeout: 15_000 })
