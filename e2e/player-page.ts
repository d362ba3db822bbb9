import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions, preview } from 'vite'

export interface PlayerSite {
  readonly url: string
  close(): Promise<void>
}

/** Serves a page with only a player, built as an app would build it. `page`: its folder below `e2e`. */
export async function startPlayerSite(page = 'player-page'): Promise<PlayerSite> {
  const root = fileURLToPath(new URL(`./${page}`, import.meta.url))
  const outDir = mkdtempSync(join(tmpdir(), 'standby-player-'))
  // The test runner sets NODE_ENV to "test", which would build React with all of its checks.
  const environment = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['standby-source', ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true },
  }).finally(() => {
    process.env['NODE_ENV'] = environment
  })
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  })
  const { port } = server.httpServer.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}
