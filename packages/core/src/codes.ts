export * from './codes/code-descriptions.ts'
