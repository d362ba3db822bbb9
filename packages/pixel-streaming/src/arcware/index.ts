export { arcware, type ArcwareOptions } from './arcware.ts'
