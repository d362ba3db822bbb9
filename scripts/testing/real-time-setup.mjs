import { logBrowserCalls } from './browser-calls.mjs'

logBrowserCalls()
