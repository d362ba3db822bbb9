import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startStage, type Stage } from '@standby/stage'
import { build, preview } from 'vite'

export interface DemoSite {
  /** URL of the built demo, without a slash at the end. */
  readonly url: string
  readonly stage: Stage
  close(): Promise<void>
}

/** Builds the demo as for deployment, and serves it together with its own stage, both on free ports. */
export async function startDemoSite(): Promise<DemoSite> {
  const root = fileURLToPath(new URL('../apps/demo', import.meta.url))
  const outDir = mkdtempSync(join(tmpdir(), 'standby-demo-'))
  // The test runner sets NODE_ENV to "test", which would build React with all of its checks.
  const environment = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } }).finally(() => {
    process.env['NODE_ENV'] = environment
  })
  const server = await preview({
    root,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  })
  const stage = await startStage()
  const { port } = server.httpServer.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stage,
    async close() {
      await stage.close()
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}
