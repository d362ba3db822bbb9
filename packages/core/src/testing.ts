export * from './testing/manual-environment.ts'
export * from './testing/scripted-source.ts'
export * from './testing/test-link.ts'
export * from './testing/conformance.ts'
