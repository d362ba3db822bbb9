import { fileURLToPath } from 'node:url'
import { defaultServerConditions, runnerImport, type Plugin } from 'vite'

const module = fileURLToPath(new URL('./src/scenarios/list.ts', import.meta.url))

/** Serves `/scenarios.json` in development and writes it in a build: each scenario with its title, detail and URL. */
export function scenarioList(): Plugin {
  return {
    name: 'standby-scenario-list',
    configureServer(server) {
      server.middlewares.use('/scenarios.json', (_request, response, next) => {
        list().then((body) => {
          response.setHeader('content-type', 'application/json')
          response.end(body)
        }, next)
      })
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'scenarios.json', source: await list() })
    },
  }
}

async function list(): Promise<string> {
  const conditions = ['standby-source', ...defaultServerConditions]
  const loaded = await runnerImport<{ scenarioList(): unknown }>(module, { ssr: { resolve: { conditions } } })
  return JSON.stringify(loaded.module.scenarioList(), null, 2)
}
