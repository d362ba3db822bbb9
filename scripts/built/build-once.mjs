import { build } from '../build.mjs'

/** Runs before the tests that look at what is published: they see this source, never an older build. */
export default build
