import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions, preview } from 'vite'

const root = fileURLToPath(new URL('./pages', import.meta.url))

/** Builds these pages as an app would, then serves them. `url` ends with a slash. */
export async function servePages(...names: string[]): Promise<{ url: string; close(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'standby-bench-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['standby-source', ...defaultClientConditions] },
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: names.map((name) => join(root, `${name}.html`)) },
    },
  })
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    async close() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
