import { startStage } from './stage.ts'

const defaultPort = 4174

function readPort(): number {
  const text = process.env['STAGE_PORT'] ?? `${defaultPort}`
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== '') return port
  throw new Error(`Standby: STAGE_PORT is "${text}"; set it to a port number from 0 to 65535.`)
}

async function main(): Promise<void> {
  const stage = await startStage({
    port: readPort(),
    ...(process.env['STAGE_LOG'] ? { log: (line: string) => console.log(line) } : {}),
  })
  console.log(`Stage  ${stage.url}`)
  const stop = (): void => {
    void stage.close().then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.once('SIGHUP', stop)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
