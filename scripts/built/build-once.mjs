import { build } from '../build.mjs'

/** Runs before the tests of the built packages, so that they never test an older build. */
export default build
